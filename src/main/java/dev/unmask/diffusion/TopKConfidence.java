package dev.unmask.diffusion;

import dev.unmask.network.Beliefs;
import java.util.Arrays;
import java.util.List;

/// Keeps the least confident positions masked: about `n * t / T` of the `n` that were masked at
/// first, where `t` of `T` steps are left.
///
/// Exactly as published: the score is the log-probability of the candidate, given positions score
/// 1000, and positions already revealed still take part in the ranking, so that the schedule can
/// run ahead of its nominal count. The threshold is strict: a tie with it is revealed.
///
/// @see "DiffuLLaMA, LLaMA-Factory trainer, generate_samples and topk_masking (c17e897)"
public record TopKConfidence() implements Transition {
  private static final float GIVEN_SCORE = 1000f;

  @Override
  public List<Probe> probes(Moment at) {
    return List.of(Probe.withWritten(at));
  }

  @Override
  public Canvas next(Step step) {
    Moment at = step.at();
    if (at.left() == 0) {
      return step.reveal(step.masked());
    }
    float[] scores = scores(step.canvas(), step.beliefs(), at.block());
    float[] ascending = Arrays.copyOfRange(scores, at.block().from(), at.block().to());
    Arrays.sort(ascending);
    float threshold = ascending[cutoff(at.initiallyMasked(), at.left(), at.total())];
    return step.reveal(
        Arrays.stream(step.masked()).filter(p -> !(scores[p] < threshold)).toArray());
  }

  /// How many of the lowest scores stay masked, in float32 as the reference computes it.
  static int cutoff(int masked, int left, int total) {
    return (int) (masked * (float) ((double) left / total));
  }

  /// Scores of all positions, `[length]`.
  static float[] scores(Canvas canvas, Beliefs beliefs, Span block) {
    float[] scores = new float[canvas.length()];
    Arrays.fill(scores, GIVEN_SCORE);
    for (int p : canvas.writablePositions(block)) {
      scores[p] = beliefs.logProbabilities()[beliefs.indexOf(p)];
    }
    return scores;
  }
}
