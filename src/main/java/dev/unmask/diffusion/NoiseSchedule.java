package dev.unmask.diffusion;

/// How much of the text is left at a time: `alpha(0) = 1`, `alpha(1) = 0`.
///
/// @see "dllm, LinearAlphaScheduler and CosineAlphaScheduler (ca17675)"
public enum NoiseSchedule {
  /// `1 - t`.
  LINEAR,
  /// `1 - cos(pi / 2 (1 - t))`.
  COSINE;

  /// In float32, as the reference computes it: rounding decides where a count is a half.
  float alpha(float t) {
    return switch (this) {
      case LINEAR -> 1f - t;
      case COSINE -> 1f - (float) Math.cos((float) (Math.PI / 2) * (1f - t));
    };
  }

  /// Probability that a position masked before a step is revealed in it: `1 - (1 - alpha(s)) / (1 -
  /// alpha(t))` on the uniform grid from 1 to 0.
  ///
  /// @param number of the step, from 1
  double transfer(int number, int total) {
    float t = time(number - 1, total);
    float s = time(number, total);
    return 1 - (double) ((1f - alpha(s)) / (1f - alpha(t)));
  }

  private static float time(int done, int total) {
    return (float) ((double) (total - done) / total);
  }
}
