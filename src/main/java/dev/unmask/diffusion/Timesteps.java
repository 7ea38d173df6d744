package dev.unmask.diffusion;

/// A grid of times from 1 down to `end`, in float32 as `torch.linspace` makes it.
final class Timesteps {
  private Timesteps() {}

  /// @param i of the time, 0 to `steps`
  private static float at(int i, double end, int steps) {
    float width = ((float) end - 1f) / steps;
    return i < (steps + 1) / 2 ? 1f + width * i : (float) end - width * (steps - i);
  }

  /// Probability with which Dream reveals a position in a step: `1 - s / t`, 1 in the last.
  ///
  /// @param number of the step, from 1
  static float transfer(double end, int number, int total) {
    return number == total ? 1 : 1f - at(number, end, total) / at(number - 1, end, total);
  }
}
