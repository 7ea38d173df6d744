package dev.unmask.flow;

/// The right-hand side of `dx/dt = v(t, x)`.
@FunctionalInterface
public interface Field {
  /// The velocity at a time and a state.
  ///
  /// @param x `[width]`, not to be changed
  /// @return `[width]`, a new array
  double[] velocity(double t, double[] x);
}
