package dev.unmask.flow;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The ways to integrate that users know by name.
///
/// @see "torchdiffeq 0.2.5, whose names these are except classic-rk4"
public enum Solver {
  EULER,
  MIDPOINT,
  HEUN2,
  HEUN3,
  /// The 3/8 rule, as torchdiffeq means it.
  RK4,
  CLASSIC_RK4,
  ADAPTIVE_HEUN,
  FEHLBERG2,
  BOSH3,
  DOPRI5;

  private Tableau tableau() {
    return switch (this) {
      case EULER -> Tableau.EULER;
      case MIDPOINT -> Tableau.MIDPOINT;
      case HEUN2 -> Tableau.HEUN2;
      case HEUN3 -> Tableau.HEUN3;
      case RK4 -> Tableau.THREE_EIGHTHS;
      case CLASSIC_RK4 -> Tableau.CLASSIC;
      case ADAPTIVE_HEUN -> Tableau.ADAPTIVE_HEUN;
      case FEHLBERG2 -> Tableau.FEHLBERG2;
      case BOSH3 -> Tableau.BOGACKI_SHAMPINE;
      case DOPRI5 -> Tableau.DORMAND_PRINCE;
    };
  }

  /// The name that users type, for example `adaptive-heun`.
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// All names, in the order of their cost.
  public static List<String> names() {
    return Arrays.stream(values()).map(Solver::text).toList();
  }

  /// By its name; underscores are taken for dashes.
  public static Optional<Solver> named(String name) {
    String wanted = name.replace('_', '-');
    return Arrays.stream(values()).filter(s -> s.text().equals(wanted)).findFirst();
  }

  /// Whether it chooses its own steps.
  public boolean adaptive() {
    return tableau().error().length > 0;
  }

  /// Velocities asked for in one step; adaptive methods keep the last one for the next step.
  public int stages() {
    return tableau().stages();
  }

  /// Evaluations that a grid of so many points takes; only of a method with fixed steps.
  public int evaluations(int points) {
    if (adaptive()) {
      throw new IllegalStateException(text() + " chooses its own steps");
    }
    return (points - 1) * stages();
  }

  /// Begins to integrate.
  ///
  /// @param x0 `[width]` the state at the grid's first time
  /// @param steps how an adaptive method controls its steps; the others do not read it
  public Integration begin(double[] x0, TimeGrid grid, StepControl steps) {
    return adaptive()
        ? new AdaptiveIntegration(tableau(), x0, grid, steps)
        : new FixedIntegration(tableau(), x0, grid);
  }

  /// Integrates a field to the end.
  ///
  /// @return the integration, over
  public Integration solve(Field field, double[] x0, TimeGrid grid, StepControl steps) {
    Integration run = begin(x0, grid, steps);
    while (!run.over()) {
      run.answer(field.velocity(run.time(), run.point()));
    }
    return run;
  }
}
