package dev.unmask.golden;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.TestAbortedException;

/// Turns golden cases into tests: one per case, named `folder/case`; those that wait are skipped by
/// name and say what they wait for.
public final class GoldenTests {
  private GoldenTests() {}

  /// How one case is checked.
  @FunctionalInterface
  public interface Check {
    void check(GoldenCases folder, GoldenCase golden) throws Exception;
  }

  /// A test for every case of these kinds in every golden folder. For use in a `@TestFactory`.
  public static Stream<DynamicTest> of(Check check, String... kinds) {
    List<String> wanted = List.of(kinds);
    wanted.forEach(GoldenCatalogue::kind);
    List<DynamicTest> tests =
        GoldenCases.all().stream()
            .flatMap(
                g ->
                    g.cases().stream()
                        .filter(c -> wanted.contains(c.kind()))
                        .map(c -> test(check, g, c)))
            .toList();
    if (!tests.isEmpty()) {
      return tests.stream();
    }
    String why = "no case of " + wanted + " in " + GoldenCases.root();
    return Stream.of(DynamicTest.dynamicTest(why, () -> skip(why)));
  }

  private static DynamicTest test(Check check, GoldenCases g, GoldenCase c) {
    return DynamicTest.dynamicTest(
        g.name() + "/" + c.id(),
        () -> {
          GoldenCatalogue.whyWaiting(g, c).ifPresent(GoldenTests::skip);
          check.check(g, c);
        });
  }

  private static void skip(String why) {
    throw new TestAbortedException(why);
  }
}
