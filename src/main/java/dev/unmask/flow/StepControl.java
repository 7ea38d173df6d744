package dev.unmask.flow;

/// How an adaptive method chooses its steps.
///
/// @param absolute tolerance
/// @param relative tolerance
/// @param first size of the first step
/// @param clipped whether the last step ends at the end of the grid; otherwise it passes it and the
///     states at grid times are interpolated, as in torchdiffeq
/// @param budget velocities that may be asked for; then the integration ends where it is
public record StepControl(
    double absolute, double relative, double first, boolean clipped, int budget) {
  /// As L2D sets torchdiffeq: tolerances 1e-5, first step 0.05, never clipped, without a budget.
  public static final StepControl PUBLISHED =
      new StepControl(1e-5, 1e-5, 0.05, false, Integer.MAX_VALUE);

  public StepControl {
    if (!(absolute > 0 && relative >= 0 && first > 0) || budget < 1) {
      throw new IllegalArgumentException("tolerances, first step and budget must be positive");
    }
  }

  /// The same with other tolerances.
  public StepControl tolerating(double atol, double rtol) {
    return new StepControl(atol, rtol, first, clipped, budget);
  }
}
