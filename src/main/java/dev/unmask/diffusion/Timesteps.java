package dev.unmask.diffusion;

/// A grid of times from 1 down to `end`, in float32 as `torch.linspace` makes it.
final class Timesteps {
  private Timesteps() {}

  /// @param steps intervals
  /// @return `[steps + 1]`
  static float[] linspace(double end, int steps) {
    float[] t = new float[steps + 1];
    float width = ((float) end - 1f) / steps;
    for (int i = 0; i <= steps; i++) {
      t[i] = i < (steps + 1) / 2 ? 1f + width * i : (float) end - width * (steps - i);
    }
    return t;
  }

  /// Probability with which Dream reveals a position in a step: `1 - s / t`, 1 in the last.
  ///
  /// @param number of the step, from 1
  static float transfer(double end, int number, int total) {
    if (number == total) {
      return 1;
    }
    float[] t = linspace(end, total);
    return 1f - t[number] / t[number - 1];
  }
}
