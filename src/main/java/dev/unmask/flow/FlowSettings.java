package dev.unmask.flow;

import dev.unmask.network.Estimate;
import dev.unmask.network.TokenDraw;

/// How tokens are integrated.
///
/// @param solver which method
/// @param grid times; the last is 1, or less to decode midway
/// @param steps how adaptive methods control their steps; its budget holds for all
/// @param end what is done at time 1
/// @param edm whether velocities are divided by `1 - t` once more; what the model was trained for
///     says its [dev.unmask.network.FlowShape]
/// @param estimate of the token's embedding at each evaluation
/// @param heat temperatures of the estimate
/// @param guidance by a class
/// @param draw how the token is chosen at the end
/// @param alternatives tokens listed with each evaluation
public record FlowSettings(
    Solver solver,
    TimeGrid grid,
    StepControl steps,
    EndRule end,
    boolean edm,
    Estimate estimate,
    HeatSchedule heat,
    Guidance guidance,
    TokenDraw draw,
    int alternatives) {

  /// How much later than its evaluation a temperature is read: by the last step of the grid, half
  /// of it for the midpoint method, and not at all by adaptive methods.
  ///
  /// @see "SakanaAI/L2D, commit 456871e: the schedule is read at t + delta"
  double heatAhead() {
    if (solver.adaptive()) {
      return 0;
    }
    double last = grid.rounded(grid.end() - grid.times()[grid.points() - 2]);
    return solver == Solver.MIDPOINT ? last / 2 : last;
  }
}
