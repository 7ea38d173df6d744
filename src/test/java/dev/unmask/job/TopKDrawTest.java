package dev.unmask.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// Drawing one of the most probable tokens.
class TopKDrawTest {
  private static final int[] IDS = {40, 10, 30, 20};
  private static final float[] LOGS = logs(0.5, 0.25, 0.15, 0.1);

  private static float[] logs(double... p) {
    float[] logs = new float[p.length];
    for (int i = 0; i < p.length; i++) {
      logs[i] = (float) Math.log(p[i]);
    }
    return logs;
  }

  /// How often each id comes out over a fine grid of uniform numbers.
  private static double[] shares(int k, double topP) {
    int n = 10_000;
    double[] shares = new double[IDS.length];
    for (int i = 0; i < n; i++) {
      shares[TopKDraw.index(IDS, LOGS, k, topP, (i + 0.5) / n)] += 1.0 / n;
    }
    return shares;
  }

  private static void assertShares(double[] mine, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], mine[i], 2e-4, "token " + IDS[i]);
    }
  }

  @Test
  void keepsTheirProportions() {
    assertShares(shares(4, 1), 0.5, 0.25, 0.15, 0.1);
    assertShares(shares(2, 1), 2 / 3.0, 1 / 3.0, 0, 0);
    assertShares(shares(1, 1), 1, 0, 0, 0);
  }

  /// Of three, 0.9 = (0.5 + 0.25 + 0.15) is the whole: the first two are 0.833 of it.
  @Test
  void topPIsAShareOfWhatTopKKept() {
    assertShares(shares(3, 0.83), 2 / 3.0, 1 / 3.0, 0, 0);
    assertShares(shares(3, 0.84), 0.5 / 0.9, 0.25 / 0.9, 0.15 / 0.9, 0);
    assertShares(shares(4, 1e-9), 1, 0, 0, 0);
  }

  @Test
  void smallNumbersGiveSmallIds() {
    assertEquals(10, IDS[TopKDraw.index(IDS, LOGS, 4, 1, 0)]);
    assertEquals(40, IDS[TopKDraw.index(IDS, LOGS, 4, 1, Math.nextDown(1.0))]);
  }
}
