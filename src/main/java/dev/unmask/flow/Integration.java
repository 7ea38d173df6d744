package dev.unmask.flow;

import java.util.List;

/// An integration in progress. It asks for one velocity at a time, so that whoever answers may
/// answer many integrations at once, show each evaluation, and stop after any.
///
///     while (!run.over()) run.answer(v(run.time(), run.point()));
public interface Integration {
  /// How an integration ends.
  enum End {
    /// Every grid time is reached.
    REACHED,
    /// The step size fell below what a double can add to the time: the field jumps faster than any
    /// step can follow.
    UNDERFLOW,
    /// The field or the state is no longer finite.
    NOT_FINITE,
    /// As many velocities were asked for as were allowed.
    BUDGET
  }

  /// Whether nothing more is asked.
  boolean over();

  /// How it ended.
  ///
  /// @throws IllegalStateException if it is not over
  End end();

  /// The time at which a velocity is wanted.
  double time();

  /// The state at which a velocity is wanted, `[width]`.
  double[] point();

  /// Size of the step that the wanted velocity belongs to; of a first velocity that belongs to
  /// none yet, the size of the first step.
  double stepSize();

  /// Index among [#attempts()] that the wanted velocity will belong to.
  int attempt();

  /// The velocity that was asked for.
  void answer(double[] velocity);

  /// Velocities so far.
  int evaluations();

  /// States at the grid times reached so far, the first included: `[times][width]`.
  List<double[]> states();

  /// Where the solution is: the time of [#state()].
  double reached();

  /// The last accepted state, `[width]`.
  double[] state();

  /// The steps so far, in order.
  List<Attempt> attempts();
}
