package dev.unmask.train;

/// The learning rate of each step: a linear warm-up, then a decay to a floor.
///
/// @param peak after the warm-up
/// @param warmUp steps of it
/// @param decay shape of what follows
/// @param floor of the decay, as a share of the peak
/// @param steps in all
public record LearningRate(double peak, int warmUp, Decay decay, double floor, int steps) {
  /// Shapes.
  public enum Decay {
    CONSTANT,
    LINEAR,
    COSINE
  }

  public LearningRate {
    if (peak <= 0 || warmUp < 0 || floor < 0 || floor > 1 || steps < 1) {
      throw new IllegalArgumentException("learning rate");
    }
  }

  /// The rate of a step, the first of which is 0.
  ///
  /// @see "transformers, get_cosine_schedule_with_warmup, but for the floor and that the first step
  ///     is not lost"
  public double at(long step) {
    if (step < warmUp) {
      return peak * (step + 1) / (warmUp + 1);
    }
    double done = steps == warmUp ? 1 : Math.min(1, (step - warmUp) / (double) (steps - warmUp));
    double share =
        switch (decay) {
          case CONSTANT -> 1;
          case LINEAR -> floor + (1 - floor) * (1 - done);
          case COSINE -> floor + (1 - floor) * 0.5 * (1 + StrictMath.cos(StrictMath.PI * done));
        };
    return peak * share;
  }
}
