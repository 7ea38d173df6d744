package dev.unmask.diffusion;

/// Random numbers as a pure function, so that results do not depend on batch size, threads or
/// order.
@FunctionalInterface
public interface Randomness {
  /// A number in [0, 1).
  ///
  /// @param purpose what it is for
  /// @param step 1 to `T`
  /// @param position on the canvas
  double uniform(Purpose purpose, int step, int position);

  /// The numbers of one run: Philox4x32-10 keyed by the seed, counter (position, step, purpose, 0).
  static Randomness seeded(long seed) {
    return (purpose, step, position) -> Philox.uniform(seed, position, step, purpose.code());
  }
}
