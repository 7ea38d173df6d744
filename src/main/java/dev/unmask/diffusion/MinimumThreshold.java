package dev.unmask.diffusion;

import java.util.stream.IntStream;

/// Reveals every position whose confidence exceeds a threshold, or the scheduled number of the best
/// if those are fewer.
///
/// @param threshold in (0, 1]
/// @see "dLLM-RL, low_confidence_dynamic (10b4fd1); LLaDA2, generate"
public record MinimumThreshold(double threshold) implements Transition {
  @Override
  public Canvas next(Step step) {
    int[] masked = step.masked();
    double[] scores = Order.CONFIDENCE.scores(step, masked);
    int above = (int) IntStream.range(0, scores.length).filter(i -> scores[i] > threshold).count();
    int due = step.at().left() == 0 ? masked.length : new Counts.Even().count(step.at());
    return step.reveal(Ranking.best(masked, scores, Math.max(above, due)));
  }
}
