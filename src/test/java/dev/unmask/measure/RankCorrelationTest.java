package dev.unmask.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RankCorrelationTest {
  @Test
  void itIsThatOfTheRanks() {
    double[] x = {1, 2, 3, 4, 5};
    assertEquals(1, RankCorrelation.of(x, new double[] {1, 10, 11, 500, 501}), 1e-12);
    assertEquals(-1, RankCorrelation.of(x, new double[] {9, 8, 7, 6, -5}), 1e-12);
    // By hand: d = 1, -1, 1, -1, 0; 1 - 6 * 4 / (5 * 24).
    assertEquals(0.8, RankCorrelation.of(x, new double[] {2, 1, 4, 3, 5}), 1e-12);
  }

  /// Ranks 1.5 1.5 3 4 against 1 2 3 4: 4.5 / sqrt(4.5 * 5).
  @Test
  void whatIsAlikeSharesItsRank() {
    double rho = RankCorrelation.of(new double[] {7, 7, 8, 9}, new double[] {1, 2, 3, 4});
    assertEquals(4.5 / Math.sqrt(22.5), rho, 1e-12);
    assertTrue(Double.isNaN(RankCorrelation.of(new double[] {1, 1}, new double[] {1, 2})));
    assertThrows(
        IllegalArgumentException.class,
        () -> RankCorrelation.of(new double[] {1, 2}, new double[] {1}));
  }
}
