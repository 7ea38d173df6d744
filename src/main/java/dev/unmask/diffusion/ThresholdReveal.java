package dev.unmask.diffusion;

import java.util.stream.IntStream;

/// Reveals every position whose score reaches a threshold, and always the best one.
///
/// @param order whose scores are compared
/// @param threshold in (0, 1]
/// @see "Fast-dLLM, get_transfer_index (24cc59e): confidence >= threshold"
public record ThresholdReveal(Order order, double threshold) implements Adaptive {
  /// dInfer's form of the threshold: the best position never falls below it.
  static final double SLACK = 1e-5;

  @Override
  public Canvas next(Step step) {
    int[] masked = step.masked();
    return step.reveal(chosen(masked, order.scores(step, masked)));
  }

  /// The positions that are revealed.
  int[] chosen(int[] masked, double[] scores) {
    int best = masked.length == 0 ? -1 : Ranking.descending(masked, scores)[0];
    return IntStream.range(0, masked.length)
        .filter(i -> masked[i] == best || scores[i] >= threshold)
        .map(i -> masked[i])
        .toArray();
  }

  @Override
  public int alternatives() {
    return order.alternatives();
  }
}
