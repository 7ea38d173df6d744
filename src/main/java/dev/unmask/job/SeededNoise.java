package dev.unmask.job;

import dev.unmask.diffusion.Purpose;
import dev.unmask.diffusion.Randomness;
import dev.unmask.flow.FlowNoise;

/// The random numbers of one text by its seed: each a function of (seed, purpose, token,
/// coordinate).
///
/// @param randomness keyed by the seed
public record SeededNoise(Randomness randomness) implements FlowNoise {
  /// By a seed.
  public static SeededNoise of(long seed) {
    return new SeededNoise(Randomness.seeded(seed));
  }

  /// Box and Muller: two uniform numbers make two normal ones.
  @Override
  public double normal(int token, int coordinate) {
    int pair = coordinate & ~1;
    double radius =
        StrictMath.sqrt(
            -2 * StrictMath.log(1 - randomness.uniform(Purpose.FLOW_NOISE, token, pair)));
    double angle = 2 * Math.PI * randomness.uniform(Purpose.FLOW_NOISE, token, pair + 1);
    return radius * (coordinate == pair ? StrictMath.cos(angle) : StrictMath.sin(angle));
  }

  @Override
  public double estimate(int token, int evaluation, int branch) {
    return randomness.uniform(Purpose.FLOW_ESTIMATE, token, 2 * evaluation + branch);
  }

  @Override
  public double choice(int token) {
    return randomness.uniform(Purpose.FLOW_CHOICE, 0, token);
  }
}
