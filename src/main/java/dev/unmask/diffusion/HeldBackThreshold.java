package dev.unmask.diffusion;

import java.util.Arrays;

/// Looks at a scheduled number of the most confident positions and reveals those that reach a
/// threshold, the best one always; what is held back is looked at again, beside the new ones.
///
/// May take more steps than were asked for.
///
/// @param threshold in (0, 1]
/// @see "Fast-dLLM, dream/model/generation_utils.py, alg confidence_threshold (24cc59e)"
public record HeldBackThreshold(double threshold) implements Adaptive {
  @Override
  public Canvas next(Step step) {
    Moment at = step.at();
    int[] masked = step.masked();
    double[] scores = Order.CONFIDENCE.scores(step, masked);
    int[] looked = Ranking.best(masked, scores, considered(at));
    int best = Ranking.descending(masked, scores)[0];
    return step.reveal(
        Arrays.stream(looked)
            .filter(p -> p == best || scores[Arrays.binarySearch(masked, p)] >= threshold)
            .toArray());
  }

  /// `n / T` for each step so far, less what was revealed.
  static int considered(Moment at) {
    int each = Math.max(1, at.initiallyMasked() / at.total());
    int left = at.masked().length;
    long due = (long) each * at.number() - (at.initiallyMasked() - left);
    return Math.clamp(due, 1, left);
  }
}
