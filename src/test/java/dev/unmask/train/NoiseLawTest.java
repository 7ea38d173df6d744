package dev.unmask.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// What is masked, and who sees whom.
class NoiseLawTest {
  private static final int LENGTH = 30;

  @Provide
  Arbitrary<Masking> maskings() {
    return Combinators.combine(
            Arbitraries.of(Masking.Times.values()),
            Arbitraries.doubles().between(0.01, 0.5),
            Arbitraries.of(true, false),
            Arbitraries.doubles().between(0, 0.5),
            Arbitraries.doubles().between(0, 0.5))
        .as(Masking::new);
  }

  private static List<Row> rows(int n) {
    List<Row> rows = new ArrayList<>();
    for (int b = 0; b < n; b++) {
      int[] ids = new int[12 + b % 10];
      java.util.Arrays.fill(ids, 7);
      rows.add(new Row(ids, 5));
    }
    return rows;
  }

  @Property(tries = 200)
  void theFirstTokenStaysAndTimesAreInRange(
      @ForAll("maskings") Masking masking, @ForAll @IntRange(min = 0, max = 1000) int step) {
    MaskedRows m = masking.mask(rows(9), LENGTH, 0, 5, step);
    for (int b = 0; b < 9; b++) {
      assertFalse(m.masked()[b][0]);
      assertTrue(m.times()[b] > 0 && m.times()[b] <= 1, "t " + m.times()[b]);
      assertEquals(0, m.clean()[b][LENGTH - 1]);
    }
  }

  @Property(tries = 100)
  void theQuestionStaysUnlessWholeTextsAreNoised(
      @ForAll("maskings") Masking masking, @ForAll @IntRange(min = 0, max = 1000) int step) {
    Masking kind =
        new Masking(masking.times(), masking.least(), masking.exact(), masking.suffix(), 0);
    MaskedRows m = kind.mask(rows(9), LENGTH, 0, 5, step);
    for (boolean[] row : m.masked()) {
      for (int p = 0; p < 5; p++) {
        assertFalse(row[p]);
      }
    }
  }

  @Property(tries = 100)
  void exactlyKAreMasked(@ForAll @IntRange(min = 0, max = 1000) int step) {
    MaskedRows m =
        new Masking(Masking.Times.UNIFORM, 1e-3, true, 0, 0).mask(rows(9), LENGTH, 0, 5, step);
    for (int b = 0; b < 9; b++) {
      int k = 0;
      for (boolean masked : m.masked()[b]) {
        k += masked ? 1 : 0;
      }
      assertTrue(k >= 1);
      assertEquals(k / (LENGTH - 5.0), m.times()[b], 1e-12);
    }
  }

  @Test
  void theMaskedShareIsT() {
    double expected = 0;
    double found = 0;
    double variance = 0;
    Masking masking = Masking.published();
    for (int step = 0; step < 2000; step++) {
      MaskedRows m = masking.mask(rows(4), LENGTH, 0, 11, step);
      for (int b = 0; b < 4; b++) {
        double t = m.times()[b];
        expected += t * (LENGTH - 5);
        variance += t * (1 - t) * (LENGTH - 5);
        for (boolean masked : m.masked()[b]) {
          found += masked ? 1 : 0;
        }
      }
    }
    assertEquals(expected, found, 4 * Math.sqrt(variance));
  }

  @Test
  void stratifiedTimesAreEven() {
    Masking masking = new Masking(Masking.Times.STRATIFIED, 1e-3, false, 0, 0);
    double[] times = masking.mask(rows(16), LENGTH, 0, 3, 8).times().clone();
    java.util.Arrays.sort(times);
    for (int i = 1; i < times.length; i++) {
      assertEquals(0.999 / 16, times[i] - times[i - 1], 1e-9);
    }
  }

  @Test
  void antitheticTimesMirrorEachOther() {
    Masking masking = new Masking(Masking.Times.ANTITHETIC, 1e-3, false, 0, 0);
    double[] times = masking.mask(rows(6), LENGTH, 0, 3, 8).times();
    for (int i = 0; i < times.length; i += 2) {
      assertEquals(1 + 1e-3, times[i] + times[i + 1], 1e-9);
    }
  }

  @Property(tries = 50)
  void attentionOpensFromCausalToFull(
      @ForAll @IntRange(min = 2, max = 40) int length,
      @ForAll @DoubleRange(min = 0.05, max = 0.95) double share) {
    int steps = 1000;
    Annealing annealing = new Annealing(steps);
    long step = (long) (share * steps);
    byte[] allowed = Objects.requireNonNull(annealing.allowed(3, step, length));
    int open = 0;
    for (int q = 0; q < length; q++) {
      for (int k = 0; k < length; k++) {
        if (k <= q) {
          assertEquals(1, allowed[q * length + k]);
        } else {
          open += allowed[q * length + k];
        }
      }
    }
    double pairs = length * (length - 1) / 2.0;
    double ratio = annealing.ratio(step);
    double deviation = Math.sqrt(pairs * ratio * (1 - ratio));
    assertEquals(ratio * pairs, open, 5 * deviation + 1);
    assertNull(annealing.allowed(3, steps, length));
    assertNull(new Annealing(1).allowed(3, 0, length));
  }

  @Test
  void theRateWarmsUpAndDecays() {
    LearningRate rate = new LearningRate(1, 10, LearningRate.Decay.COSINE, 0.1, 110);
    for (int s = 1; s < 10; s++) {
      assertTrue(rate.at(s) > rate.at(s - 1));
    }
    assertEquals(1, rate.at(10), 1e-12);
    assertEquals(0.55, rate.at(60), 1e-12);
    assertEquals(0.1, rate.at(110), 1e-12);
    assertEquals(0.1, rate.at(500), 1e-12);
  }
}
