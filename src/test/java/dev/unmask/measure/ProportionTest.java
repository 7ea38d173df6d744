package dev.unmask.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ProportionTest {
  /// Newcombe, Two-sided confidence intervals for the single proportion (1998), table I, method 3.
  @Test
  void agreesWithPublishedIntervals() {
    assertInterval(81, 263, 0.2553, 0.3662);
    assertInterval(15, 148, 0.0624, 0.1605);
    assertInterval(0, 20, 0.0000, 0.1611);
    assertInterval(1, 29, 0.0061, 0.1718);
  }

  private static void assertInterval(int hits, int trials, double low, double high) {
    Proportion p = new Proportion(hits, trials);
    assertEquals(low, p.low(), 5e-5);
    assertEquals(high, p.high(), 5e-5);
  }

  /// The ends are the shares that a score test at 95 % just does not reject.
  @Property
  void theEndsSolveTheScoreEquation(
      @ForAll @IntRange(min = 1, max = 5000) int trials, @ForAll @IntRange(max = 5000) int hits) {
    Proportion p = new Proportion(hits % (trials + 1), trials);
    assertTrue(0 <= p.low() && p.low() <= p.share() && p.share() <= p.high() && p.high() <= 1);
    for (double end : new double[] {p.low(), p.high()}) {
      double squares = (p.share() - end) * (p.share() - end) * trials;
      assertEquals(3.841458820694124 * end * (1 - end), squares, 1e-9 * trials);
    }
  }

  @Test
  void whatIsNoProportionIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Proportion(0, 0));
    assertThrows(IllegalArgumentException.class, () -> new Proportion(3, 2));
  }
}
