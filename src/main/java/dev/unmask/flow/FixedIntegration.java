package dev.unmask.flow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A method that steps from one grid time to the next.
///
/// @see "torchdiffeq 0.2.5, solvers.py, FixedGridODESolver; fixed_grid.py"
final class FixedIntegration implements Integration {
  private final Tableau tableau;
  private final TimeGrid grid;
  private final double[][] k;
  private final List<double[]> states = new ArrayList<>();
  private final List<Attempt> attempts = new ArrayList<>();
  private int stage;
  private double[] point;
  private int evaluations;
  private boolean finite = true;

  FixedIntegration(Tableau tableau, double[] x0, TimeGrid grid) {
    this.tableau = tableau;
    this.grid = grid;
    this.k = new double[tableau.stages()][];
    this.point = x0.clone();
    states.add(x0.clone());
  }

  @Override
  public boolean over() {
    return !finite || states.size() == grid.points();
  }

  @Override
  public End end() {
    if (!over()) {
      throw new IllegalStateException("not over");
    }
    return finite ? End.REACHED : End.NOT_FINITE;
  }

  private double from() {
    return grid.times()[states.size() - 1];
  }

  @Override
  public double stepSize() {
    return grid.rounded(grid.times()[states.size()] - from());
  }

  @Override
  public double time() {
    double c = tableau.c()[stage];
    return c == 1
        ? grid.times()[states.size()]
        : grid.rounded(from() + grid.rounded(stepSize() * grid.rounded(c)));
  }

  @Override
  public double[] point() {
    return point;
  }

  @Override
  public int attempt() {
    return attempts.size();
  }

  @Override
  public void answer(double[] velocity) {
    evaluations++;
    k[stage] = velocity;
    if (!Finite.all(velocity)) {
      finite = false;
      return;
    }
    stage++;
    double[] x = states.getLast();
    double h = stepSize();
    if (stage < tableau.stages()) {
      point = Tableau.moved(x, h, tableau.a()[stage], k);
      return;
    }
    stage = 0;
    attempts.add(new Attempt(from(), h, 0, true));
    point = Tableau.moved(x, h, tableau.b(), k);
    states.add(point.clone());
  }

  @Override
  public int evaluations() {
    return evaluations;
  }

  @Override
  public List<double[]> states() {
    return Collections.unmodifiableList(states);
  }

  @Override
  public double reached() {
    return from();
  }

  @Override
  public double[] state() {
    return states.getLast();
  }

  @Override
  public List<Attempt> attempts() {
    return Collections.unmodifiableList(attempts);
  }
}
