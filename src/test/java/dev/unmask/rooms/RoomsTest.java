package dev.unmask.rooms;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.unmask.launch.Unmask;
import dev.unmask.rooms.trespass.cli.TrespassHelper;
import dev.unmask.rooms.trespass.diffusion.BreaksWalls;
import dev.unmask.rooms.trespass.text.ReachesUp;
import java.net.URL;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The program keeps to its rooms, and each rule is proven on a small house in which every one of
/// them is broken.
final class RoomsTest {
  @TestFactory
  Stream<DynamicTest> theProgramKeepsEveryRule() {
    URL compiled = Unmask.class.getProtectionDomain().getCodeSource().getLocation();
    JavaClasses program = new ClassFileImporter().importUrl(compiled);
    return tests("dev.unmask", rule -> rule.check(program));
  }

  @TestFactory
  Stream<DynamicTest> everyRuleFindsATrespass() {
    JavaClasses trespass =
        new ClassFileImporter()
            .importClasses(ReachesUp.class, TrespassHelper.class, BreaksWalls.class);
    return tests(
        ReachesUp.class.getPackageName().replaceFirst("\\.text$", ""),
        rule -> assertTrue(rule.evaluate(trespass).hasViolation(), () -> "not found: " + rule));
  }

  private static Stream<DynamicTest> tests(String root, Consumer<ArchRule> test) {
    return new Walls(root)
        .rules().entrySet().stream()
            .map(
                rule -> DynamicTest.dynamicTest(rule.getKey(), () -> test.accept(rule.getValue())));
  }
}
