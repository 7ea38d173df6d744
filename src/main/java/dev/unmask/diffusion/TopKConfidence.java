package dev.unmask.diffusion;

import dev.unmask.network.Beliefs;
import java.util.Arrays;

/// Keeps the least confident positions masked: about `n * t / T` of the `n` that were masked at
/// first, where `t` of `T` steps are left.
///
/// Exactly as published: the score is the log-probability of the candidate, given positions score
/// 1000, and positions already revealed still take part in the ranking, so that the schedule can
/// run ahead of its nominal count. The threshold is strict: a tie with it is revealed.
///
/// @see "DiffuLLaMA, LLaMA-Factory trainer, generate_samples and topk_masking (c17e897)"
public record TopKConfidence() implements RevealRule {
  private static final float GIVEN_SCORE = 1000f;

  @Override
  public int[] wanted(Canvas canvas) {
    return canvas.writablePositions();
  }

  @Override
  public int[] reveal(Step step) {
    Canvas canvas = step.canvas();
    if (step.left() == 0) {
      return canvas.maskedPositions();
    }
    float[] scores = scores(canvas, step.beliefs());
    float[] ascending = scores.clone();
    Arrays.sort(ascending);
    float threshold = ascending[cutoff(step.initiallyMasked(), step.left(), step.total())];
    return Arrays.stream(canvas.maskedPositions()).filter(p -> !(scores[p] < threshold)).toArray();
  }

  /// How many of the lowest scores stay masked, in float32 as the reference computes it.
  static int cutoff(int masked, int left, int total) {
    return (int) (masked * (float) ((double) left / total));
  }

  /// Scores of all positions, `[length]`.
  static float[] scores(Canvas canvas, Beliefs beliefs) {
    float[] scores = new float[canvas.length()];
    Arrays.fill(scores, GIVEN_SCORE);
    for (int i = 0; i < beliefs.count(); i++) {
      scores[beliefs.positions()[i]] = beliefs.logProbabilities()[i];
    }
    return scores;
  }
}
