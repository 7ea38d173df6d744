package dev.unmask.rooms;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// The rules of the house, each with the reason that a failure prints.
final class Walls {
  /// The only class that may ever open a connection: a download that the user asked for.
  private static final String DOWNLOAD = "checkpoint.Download";

  private final String root;

  /// @param root the package that holds the rooms
  Walls(String root) {
    this.root = root;
  }

  Map<String, ArchRule> rules() {
    Map<String, ArchRule> rules = new LinkedHashMap<>();
    rules.put("layers", Layers.rule(root));
    rules.put("cycles", noCycles());
    rules.put("JavaFX", javaFx());
    rules.put("PyTorch", pyTorch());
    rules.put("SQLite", sqlite());
    rules.put("files", files());
    rules.put("network", network());
    rules.put("object streams", objectStreams());
    rules.put("exit", exit());
    rules.put("printing", printing());
    rules.put("names", names());
    rules.put("static state", staticState());
    rules.put("null marking", nullMarking());
    rules.replaceAll((name, rule) -> rule.allowEmptyShould(true));
    return rules;
  }

  private ArchRule noCycles() {
    return slices()
        .matching(root + ".(*)..")
        .should()
        .beFreeOfCycles()
        .because("rooms that need each other are one room");
  }

  private ArchRule javaFx() {
    return noClassesOutside("window", "launch")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "javafx..", "com.sun.javafx..", "org.controlsfx..", "atlantafx..", "org.kordamp.."))
        .because("the command line runs, and the core is tested, where there is no display");
  }

  private ArchRule pyTorch() {
    return noClassesOutside("engine", "text")
        .should()
        .dependOnClassesThat(resideInAnyPackage("ai.djl.."))
        .because(
            "a wrong call ends the process: engine wraps DJL so that it cannot be made"
                + " (text uses only its tokenizers)");
  }

  private ArchRule sqlite() {
    return noClassesOutside("session")
        .should()
        .dependOnClassesThat(resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite.."))
        .because("one room knows the session file, so one room can promise that it survives");
  }

  private ArchRule files() {
    return noClassesOutside("checkpoint", "session", "task", "text", "engine", "bench", "launch")
        .should()
        .accessTargetWhere(Access.toFiles())
        .because(
            "reading with checks and writing without loss are the work of a few rooms;"
                + " the others hand them a Path (a benchmark writes the checkpoint that it"
                + " measures)");
  }

  private ArchRule network() {
    return everything()
        .and()
        .doNotHaveFullyQualifiedName(root + "." + DOWNLOAD)
        .should()
        .dependOnClassesThat(Access.connecting())
        .orShould()
        .accessTargetWhere(Access.fetching())
        .because("nothing is sent or fetched, and no port is opened, unless the user asks for it");
  }

  private ArchRule objectStreams() {
    return everything()
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.io\\.Object(In|Out)putStream|java\\.beans\\.XML.*")
        .because("such streams can run code, and a file must still open in the next version");
  }

  private ArchRule exit() {
    return noClassesOutside("launch")
        .should()
        .accessTargetWhere(Access.endingTheProcess())
        .because("only main decides when the process ends; others return or throw a Problem");
  }

  private ArchRule printing() {
    return noClassesOutside("cli", "launch")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .because("standard output belongs to the command line; others return values or log");
  }

  private ArchRule names() {
    return everything()
        .should()
        .haveNameMatching(".*(Manager|Helper|Utils?|Impl)")
        .because("a name says what the thing is, in the words of its field");
  }

  private ArchRule staticState() {
    return fields()
        .that()
        .areDeclaredInClassesThat()
        .resideInAPackage(root + "..")
        .and()
        .areStatic()
        .should()
        .beFinal()
        .because("what changes belongs to an object that somebody made and closes");
  }

  private ArchRule nullMarking() {
    return classes()
        .that()
        .resideInAPackage(root + "..")
        .should(new LiveInNullMarkedPackage())
        .because("a package-info says what its room is for, and null is said where it may be");
  }

  private GivenClassesConjunction everything() {
    return noClasses().that().resideInAPackage(root + "..");
  }

  private GivenClassesConjunction noClassesOutside(String... rooms) {
    return everything()
        .and()
        .resideOutsideOfPackages(
            Arrays.stream(rooms).map(room -> root + "." + room + "..").toArray(String[]::new));
  }
}
