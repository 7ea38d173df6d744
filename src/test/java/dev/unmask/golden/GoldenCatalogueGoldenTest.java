package dev.unmask.golden;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.TestAbortedException;

/// Nothing golden goes unread: every case is of a known kind, and every kind is checked by a class
/// that exists or is skipped here by name.
class GoldenCatalogueGoldenTest {
  @TestFactory
  Stream<DynamicTest> everyCaseIsOfAKnownKind() {
    return GoldenCases.all().stream()
        .flatMap(
            g ->
                g.cases().stream()
                    .map(
                        c ->
                            DynamicTest.dynamicTest(
                                g.name() + "/" + c.id(),
                                () ->
                                    GoldenCatalogue.whyWaiting(g, c)
                                        .ifPresent(
                                            why -> {
                                              throw new TestAbortedException(why);
                                            }))));
  }

  @TestFactory
  Stream<DynamicTest> everyKindHasItsTest() {
    return GoldenCatalogue.kinds().values().stream()
        .map(kind -> DynamicTest.dynamicTest(kind.name(), () -> hasTest(kind)));
  }

  private static void hasTest(GoldenCatalogue.Kind kind) {
    String[] checkers = GoldenCatalogue.checkers(kind);
    if (checkers.length == 0) {
      throw new TestAbortedException(
          kind.waitsFor().isEmpty() ? "nothing checks it yet" : "waits for " + kind.waitsFor());
    }
    for (String name : checkers) {
      assertDoesNotThrow(() -> Class.forName(name), name + " should check " + kind.name());
      assertTrue(name.endsWith("GoldenTest"), name);
    }
  }

  @Test
  void tensorsAreReadAsRecorded() {
    // Independent facts: the ids of a trace are ids, and a rank-0 loss equals its scalar.
    long checked =
        GoldenCases.all().stream()
            .map(GoldenCases::cases)
            .flatMap(Collection::stream)
            .filter(c -> c.hasTensor("loss") && c.hasScalar("loss"))
            .peek(
                c -> {
                  GoldenTensor loss = c.tensor("loss");
                  assertEquals(0, loss.shape().length, c.id());
                  assertEquals(c.number("loss"), loss.floats()[0], 1e-6, c.id());
                })
            .count();
    long there =
        GoldenCases.all().stream()
            .flatMap(g -> g.cases().stream())
            .filter(c -> c.kind().equals("logits_causal") && c.hasScalar("loss"))
            .count();
    assertTrue(checked >= there, "read " + checked + " of " + there);
  }
}
