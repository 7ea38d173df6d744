package dev.unmask.diffusion;

import java.util.Arrays;

/// Reveals the more positions the more confident they are: of the `N` masked ones, sorted by
/// confidence, those before the first `n >= 2` with `c_n < 1 - factor / (n + 1)`.
///
/// As published: where the walk stops at the last position, that one is revealed too.
///
/// @param factor positive
/// @see "Fast-dLLM, get_transfer_index_dynamic (f6b35ec3)"
public record FactorReveal(double factor) implements Adaptive {
  @Override
  public Canvas next(Step step) {
    int[] masked = step.masked();
    return step.reveal(chosen(masked, Order.CONFIDENCE.scores(step, masked)));
  }

  /// The positions that are revealed.
  int[] chosen(int[] masked, double[] confidence) {
    double[] descending = Arrays.stream(confidence).map(c -> -c).sorted().map(c -> -c).toArray();
    int n = descending.length;
    int count = n;
    for (int i = 2; i <= n; i++) {
      if (descending[i - 1] < 1 - factor / (i + 1)) {
        count = i == n ? n : i - 1;
        break;
      }
    }
    return Ranking.best(masked, confidence, count);
  }
}
