package dev.unmask.job;

import java.util.Comparator;
import java.util.stream.IntStream;

/// Draws one of the most probable tokens by inverse CDF over ids in ascending order, in float64.
final class TopKDraw {
  private TopKDraw() {}

  /// @param ids most probable first
  /// @param logs log-probabilities of these
  /// @param k how many of them to keep
  /// @param topP of what is kept, the best that together reach this share; the one that crosses it
  ///     is kept
  /// @param uniform in [0, 1)
  /// @return an index into `ids`
  static int index(int[] ids, float[] logs, int k, double topP, double uniform) {
    double[] p = new double[k];
    double sum = 0;
    for (int i = 0; i < k; i++) {
      p[i] = Math.exp(logs[i] - logs[0]);
      sum += p[i];
    }
    int kept = 0;
    double total = 0;
    while (kept < k && (kept == 0 || total < topP * sum)) {
      total += p[kept++];
    }
    int[] byId =
        IntStream.range(0, kept)
            .boxed()
            .sorted(Comparator.comparingInt(i -> ids[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double below = 0;
    for (int i : byId) {
      below += p[i];
      if (below > uniform * total) {
        return i;
      }
    }
    return byId[kept - 1];
  }
}
