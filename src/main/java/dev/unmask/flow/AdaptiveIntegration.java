package dev.unmask.flow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A method that chooses its steps by an estimate of their error.
///
/// A stage at the end of a step is asked for just before it, and the last velocity of a step is the
/// first of the next, also where the method was not made for it: both as in torchdiffeq.
///
/// @see "torchdiffeq 0.2.5, rk_common.py, RKAdaptiveStepsizeODESolver; misc.py, _optimal_step_size"
final class AdaptiveIntegration implements Integration {
  private static final double SAFETY = 0.9;
  private static final double FASTEST = 10;
  private static final double SLOWEST = 0.2;

  private final Tableau tableau;
  private final TimeGrid grid;
  private final StepControl control;
  private final double[][] k;
  private final List<double[]> states = new ArrayList<>();
  private final List<Attempt> attempts = new ArrayList<>();
  private double from;
  private double wanted;
  private double size;
  private double[] x;
  private double[] point;
  private int stage;
  private int evaluations;
  private @Nullable End end;

  AdaptiveIntegration(Tableau tableau, double[] x0, TimeGrid grid, StepControl control) {
    this.tableau = tableau;
    this.grid = grid;
    this.control = control;
    this.k = new double[tableau.stages()][];
    this.from = grid.times()[0];
    this.wanted = control.first();
    this.size = clipped();
    this.x = x0.clone();
    this.point = x0.clone();
    states.add(x0.clone());
  }

  @Override
  public boolean over() {
    return end != null;
  }

  @Override
  public End end() {
    if (end == null) {
      throw new IllegalStateException("not over");
    }
    return end;
  }

  @Override
  public double time() {
    if (stage == 0) {
      return from;
    }
    double c = tableau.c()[stage];
    return c == 1 ? Math.nextDown(from + size) : from + c * size;
  }

  @Override
  public double[] point() {
    return point;
  }

  @Override
  public double stepSize() {
    return size;
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
      end = End.NOT_FINITE;
      return;
    }
    stage++;
    if (stage == tableau.stages()) {
      judge();
    }
    if (end == null && evaluations >= control.budget()) {
      end = End.BUDGET;
    }
    if (end == null) {
      point = Tableau.moved(x, size, tableau.a()[stage], k);
    }
  }

  /// A step is complete: is it good enough, and how long is the next one?
  private void judge() {
    double[] y = Tableau.moved(x, size, tableau.b(), k);
    double ratio = ratio(y);
    boolean accepted = ratio <= 1;
    attempts.add(new Attempt(from, size, ratio, accepted));
    double factor = factor(ratio);
    // The clipped step says nothing of how long one may be.
    wanted = (size < wanted && accepted ? wanted : size) * factor;
    if (accepted) {
      double to = from + size;
      reach(to, y);
      from = to;
      x = y;
      k[0] = k[tableau.stages() - 1];
    }
    size = clipped();
    stage = 1;
    if (states.size() == grid.points()) {
      end = End.REACHED;
    } else if (!Double.isFinite(size) || !Finite.all(x)) {
      end = End.NOT_FINITE;
    } else if (!(from + size > from)) {
      end = End.UNDERFLOW;
    }
  }

  private double clipped() {
    double left = grid.end() - from;
    return control.clipped() && wanted > left ? left : wanted;
  }

  private double ratio(double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double e = 0;
      for (int j = 0; j < k.length; j++) {
        e += k[j][i] * (size * tableau.error()[j]);
      }
      double allowed =
          control.absolute() + control.relative() * Math.max(Math.abs(x[i]), Math.abs(y[i]));
      sum += e / allowed * (e / allowed);
    }
    return Math.sqrt(sum / x.length);
  }

  private double factor(double ratio) {
    if (ratio == 0) {
      return FASTEST;
    }
    double least = ratio < 1 ? 1 : SLOWEST;
    return Math.min(FASTEST, Math.max(SAFETY / Math.pow(ratio, 1.0 / tableau.order()), least));
  }

  /// States at the grid times within an accepted step.
  private void reach(double to, double[] y) {
    while (states.size() < grid.points() && grid.times()[states.size()] <= to) {
      double t = grid.times()[states.size()];
      // torchdiffeq interpolates at the end, too; there the quartic is the state up to rounding.
      states.add(t == to && control.clipped() ? y.clone() : between((t - from) / (to - from), y));
    }
  }

  /// A quartic through the state at both ends and in the middle, with the velocities at both ends.
  private double[] between(double s, double[] y) {
    double[] middle = Tableau.moved(x, size, tableau.middle(), k);
    double[] first = k[0];
    double[] last = k[tableau.stages() - 1];
    double[] out = new double[x.length];
    for (int i = 0; i < out.length; i++) {
      double a = 2 * size * (last[i] - first[i]) - 8 * (y[i] + x[i]) + 16 * middle[i];
      double b = size * (5 * first[i] - 3 * last[i]) + 18 * x[i] + 14 * y[i] - 32 * middle[i];
      double c = size * (last[i] - 4 * first[i]) - 11 * x[i] - 5 * y[i] + 16 * middle[i];
      double d = size * first[i];
      out[i] = x[i] + s * (d + s * (c + s * (b + s * a)));
    }
    return out;
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
    return from;
  }

  @Override
  public double[] state() {
    return x;
  }

  @Override
  public List<Attempt> attempts() {
    return Collections.unmodifiableList(attempts);
  }
}
