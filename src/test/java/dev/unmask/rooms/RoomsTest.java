package dev.unmask.rooms;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The program keeps to its rooms, and each rule is proven on a small house in which every one of
/// them is broken.
final class RoomsTest {
  private static final String TRESPASS = "dev.unmask.rooms.trespass";

  @TestFactory
  Stream<DynamicTest> theProgramKeepsEveryRule() {
    JavaClasses program =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.unmask");
    assertTrue(program.contain("dev.unmask.launch.Unmask"), "the program's classes are found");
    return new Walls("dev.unmask")
        .rules().entrySet().stream()
            .map(
                rule ->
                    DynamicTest.dynamicTest(rule.getKey(), () -> rule.getValue().check(program)));
  }

  @TestFactory
  Stream<DynamicTest> everyRuleFindsATrespass() {
    JavaClasses trespass = new ClassFileImporter().importPackages(TRESPASS);
    return new Walls(TRESPASS)
        .rules().entrySet().stream()
            .map(
                rule ->
                    DynamicTest.dynamicTest(rule.getKey(), () -> finds(rule.getValue(), trespass)));
  }

  private static void finds(ArchRule rule, JavaClasses trespass) {
    assertTrue(rule.evaluate(trespass).hasViolation(), () -> "nothing found by: " + rule);
  }
}
