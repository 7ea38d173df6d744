package dev.unmask.window.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TicksTest {
  @Test
  void roundNumbersAreUsed() {
    assertEquals(new Ticks(10, 40, 0), Ticks.upTo(31));
    assertEquals(new Ticks(5, 20, 0), Ticks.upTo(20));
    assertEquals(0.05, Ticks.upTo(0.16).unit(), 1e-12);
    assertEquals(2, Ticks.upTo(0.16).decimals());
    assertEquals(1, Ticks.upTo(1.7).decimals());
    assertEquals(500, Ticks.upTo(1024).unit());
  }

  @Test
  void anEmptyCurveHasAnAxisToo() {
    assertTrue(Ticks.upTo(0).end() >= 1);
    assertTrue(Ticks.upTo(Double.NaN).end() >= 1);
  }

  @Property
  void theHighestValueIsOnTheAxisAndNotFarBelowItsEnd(
      @ForAll @IntRange(min = 1, max = 1_000_000) int share,
      @ForAll @IntRange(min = -6, max = 6) int power) {
    double highest = share / 1e6 * Math.pow(10, power);
    Ticks ticks = Ticks.upTo(highest);
    assertTrue(ticks.end() >= highest * (1 - 1e-9));
    assertTrue(ticks.end() - ticks.unit() < highest);
    assertTrue(ticks.end() / ticks.unit() <= 4 + 1e-6);
  }
}
