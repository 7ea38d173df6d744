package dev.unmask.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.problem.Problem;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// Tests of a difference: known values, and how they behave on simulated data.
class TestsOfDifferenceTest {
  /// Critical values of the usual tables.
  @Test
  void tailsAgreeWithTables() {
    assertEquals(0.05, Tails.student(12.706204736, 1), 1e-9);
    assertEquals(0.05, Tails.student(4.302652730, 2), 1e-9);
    assertEquals(0.01, Tails.student(3.169272673, 10), 1e-9);
    assertEquals(0.05, Tails.student(1.983971519, 100), 1e-9);
    assertEquals(0.05, Tails.chiSquareOne(3.841458820694124), 1e-12);
    assertEquals(0.001, Tails.chiSquareOne(10.827566170662733), 1e-12);
    assertEquals(0.9203443, Tails.chiSquareOne(0.01), 1e-7);
    assertEquals(1, Tails.chiSquareOne(0));
  }

  /// With one and two degrees of freedom the tail is known in closed form.
  @Property
  void studentAgreesWithItsClosedForms(@ForAll @DoubleRange(min = 0.01, max = 60) double t) {
    assertEquals(1 - 2 / Math.PI * Math.atan(t), Tails.student(t, 1), 1e-11);
    assertEquals(1 - t / Math.sqrt(2 + t * t), Tails.student(t, 2), 1e-11);
  }

  @Property
  void coinsAgreeWithTheSumOverOutcomes(
      @ForAll @IntRange(min = 1, max = 40) int n, @ForAll @IntRange(max = 40) int k) {
    double sum = 0;
    double choose = 1;
    for (int i = 0; i <= Math.min(k, n); i++) {
      sum += choose;
      choose = choose * (n - i) / (i + 1);
    }
    assertEquals(Math.min(1, sum / Math.pow(2, n)), Tails.fairCoins(k, n), 1e-12);
  }

  @Test
  void mcNemarIsExactForFewAndCorrectedForMany() {
    McNemar few = new McNemar(1, 9);
    assertTrue(few.exact());
    assertEquals(2 * 11 / 1024.0, few.p(), 1e-12);
    // Agresti, Categorical data analysis, table 10.1: 150 against 86, with continuity correction.
    McNemar many = new McNemar(150, 86);
    assertTrue(!many.exact());
    assertEquals(Tails.chiSquareOne(63.0 * 63 / 236), many.p(), 1e-15);
    assertEquals(4.115e-5, many.p(), 5e-8);
    assertEquals(1, new McNemar(0, 0).p());
    assertEquals(1, new McNemar(7, 7).p());
    assertEquals(
        new McNemar(1, 2),
        McNemar.of(
            new boolean[] {true, true, false, false, false},
            new boolean[] {true, false, true, true, false}));
  }

  /// Under no difference the share of small p-values stays at or below its level.
  @Test
  void mcNemarRarelyFindsADifferenceThatIsNotThere() {
    Random random = new Random(1);
    for (int items : new int[] {40, 400}) {
      int found = 0;
      int runs = 4000;
      for (int r = 0; r < runs; r++) {
        boolean[] a = new boolean[items];
        boolean[] b = new boolean[items];
        for (int i = 0; i < items; i++) {
          a[i] = random.nextDouble() < 0.7;
          b[i] = random.nextDouble() < 0.7;
        }
        found += McNemar.of(a, b).p() <= 0.05 ? 1 : 0;
      }
      assertTrue(found < 0.06 * runs, items + " items: " + found + " of " + runs);
      assertTrue(found > 0.01 * runs, items + " items: " + found + " of " + runs);
    }
  }

  /// Student's own example: the additional sleep of ten patients under two drugs.
  @Test
  void tTestsAgreeWithTheSleepData() {
    double[] first = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
    double[] second = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
    TTest paired = TTest.paired(first, second);
    assertEquals(1.58, paired.difference(), 1e-12);
    assertEquals(4.0621, paired.t(), 5e-5);
    assertEquals(0.002833, paired.p(), 5e-7);
    TTest welch = TTest.welch(first, second);
    assertEquals(1.8608, welch.t(), 5e-5);
    assertEquals(17.776, welch.freedom(), 5e-4);
    assertEquals(0.07939, welch.p(), 5e-6);
  }

  @Test
  void fewerThanThreeSeedsAreRefused() {
    double[] two = {1, 2};
    double[] three = {1, 2, 3};
    Problem refusal = assertThrows(Problem.class, () -> TTest.paired(two, two));
    assertTrue(refusal.sentence().contains("at least 3"), refusal.sentence());
    assertThrows(Problem.class, () -> TTest.welch(two, three));
    assertEquals(1, TTest.paired(three, three).p());
    assertEquals(0, TTest.paired(three, new double[] {2, 3, 4}).p());
  }

  /// Intervals of 95 % hold the true difference in about 95 % of simulated experiments.
  @Test
  void bootstrapIntervalsCoverAsTheyShould() {
    Random random = new Random(2);
    int runs = 600;
    int covered = 0;
    for (int r = 0; r < runs; r++) {
      double[] a = new double[120];
      double[] b = new double[120];
      for (int i = 0; i < a.length; i++) {
        double hard = random.nextDouble();
        a[i] = hard < 0.5 ? 1 : 0;
        b[i] = random.nextDouble() < (hard < 0.5 ? 0.9 : 0.3) ? 1 : 0;
      }
      PairedBootstrap found = PairedBootstrap.of(a, b, 400, r);
      covered += found.low() <= 0.1 && 0.1 <= found.high() ? 1 : 0;
    }
    double share = (double) covered / runs;
    assertTrue(share > 0.92 && share < 0.975, "covered " + share);
  }

  @Test
  void theSameSeedGivesTheSameInterval() {
    double[] a = new Random(3).doubles(50).toArray();
    double[] b = new Random(4).doubles(50).toArray();
    assertEquals(PairedBootstrap.of(a, b, 500, 7), PairedBootstrap.of(a, b, 500, 7));
    PairedBootstrap same = PairedBootstrap.of(a, a, 500, 7);
    assertEquals(0, same.low());
    assertEquals(0, same.high());
  }

  /// Wilson's interval, on simulated trials.
  @Test
  void wilsonIntervalsCoverAsTheyShould() {
    Random random = new Random(5);
    for (double truth : new double[] {0.03, 0.3, 0.91}) {
      int runs = 4000;
      int covered = 0;
      for (int r = 0; r < runs; r++) {
        int hits = 0;
        for (int i = 0; i < 150; i++) {
          hits += random.nextDouble() < truth ? 1 : 0;
        }
        Proportion p = new Proportion(hits, 150);
        covered += p.low() <= truth && truth <= p.high() ? 1 : 0;
      }
      double share = (double) covered / runs;
      assertTrue(share > 0.93 && share < 0.975, truth + ": covered " + share);
    }
  }
}
