package dev.unmask.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// Laws of solvers, on fields whose solutions are known.
class SolverLawTest {
  /// Half the step makes an error `2^order` times smaller: the measured order may be off by 0.35.
  @Property(tries = 40)
  void fixedMethodsConvergeInTheirOrder(
      @ForAll Solver solver,
      @ForAll @DoubleRange(min = 0.4, max = 2) double rate,
      @ForAll @DoubleRange(min = 1, max = 4) double start) {
    if (solver.adaptive()) {
      return;
    }
    int order =
        switch (solver) {
          case EULER -> 1;
          case MIDPOINT, HEUN2 -> 2;
          case HEUN3 -> 3;
          default -> 4;
        };
    double coarse = error(solver, rate, start, 33);
    double fine = error(solver, rate, start, 65);
    assertEquals(order, Math.log(coarse / fine) / Math.log(2), 0.35, solver.text());
  }

  /// The largest error at any time, of `start exp(rate sin(t))` and `start exp(-rate t)`: where one
  /// error passes through zero another does not.
  private static double error(Solver solver, double rate, double start, int points) {
    Field field = (t, x) -> new double[] {rate * Math.cos(t) * x[0], -rate * x[1]};
    TimeGrid grid = TimeGrid.of(points, TimeMap.UNIFORM, 1);
    double[] x0 = {start, start};
    Integration run = solver.solve(field, x0, grid, StepControl.PUBLISHED);
    double worst = 0;
    for (int i = 0; i < points; i++) {
      double t = grid.times()[i];
      double[] x = run.states().get(i);
      double grown = Math.abs(x[0] - start * Math.exp(rate * Math.sin(t)));
      worst = Math.max(worst, Math.max(grown, Math.abs(x[1] - start * Math.exp(-rate * t))));
    }
    return worst;
  }

  private static double end(Solver solver, Field field, double start, int points) {
    TimeGrid grid = TimeGrid.of(points, TimeMap.UNIFORM, 1);
    return solver.solve(field, new double[] {start}, grid, StepControl.PUBLISHED).state()[0];
  }

  @Property(tries = 60)
  void adaptiveMethodsKeepTheirTolerance(
      @ForAll Solver solver,
      @ForAll @DoubleRange(min = 0.4, max = 3) double rate,
      @ForAll boolean clipped) {
    if (!solver.adaptive()) {
      return;
    }
    Field field = (t, x) -> new double[] {-rate * x[0]};
    StepControl control = new StepControl(1e-6, 1e-6, 0.05, clipped, 100_000);
    TimeGrid grid = TimeGrid.of(5, TimeMap.UNIFORM, 1);
    Integration run = solver.solve(field, new double[] {2}, grid, control);
    for (int i = 0; i < 5; i++) {
      assertEquals(2 * Math.exp(-rate * grid.times()[i]), run.states().get(i)[0], 2e-3);
    }
    assertEquals(clipped, run.reached() <= 1, "only a clipped step ends at the end");
  }

  /// A constant estimate is reached exactly by whatever never asks at the end.
  @Property
  void aStraightPathIsFollowedToItsEnd(
      @ForAll Solver solver,
      @ForAll @IntRange(min = 2, max = 70) int points,
      @ForAll TimeMap map,
      @ForAll @DoubleRange(min = -200, max = 200) double from,
      @ForAll @DoubleRange(min = -20, max = 20) double to) {
    boolean asksAtTheEnd =
        solver == Solver.HEUN2 || solver == Solver.RK4 || solver == Solver.CLASSIC_RK4;
    if (solver.adaptive() || asksAtTheEnd) {
      return;
    }
    Field field = (t, x) -> new double[] {(to - x[0]) / (1 - t)};
    TimeGrid grid = TimeGrid.of(points, map, 1);
    double x = solver.solve(field, new double[] {from}, grid, StepControl.PUBLISHED).state()[0];
    assertEquals(to, x, 1e-9 * (1 + Math.abs(from)));
  }

  @Property
  void fixedMethodsAskAsOftenAsTheySay(
      @ForAll Solver solver, @ForAll @IntRange(min = 2, max = 40) int points) {
    if (solver.adaptive()) {
      return;
    }
    TimeGrid grid = TimeGrid.of(points, TimeMap.COSMAP, 1);
    Integration run =
        solver.solve((t, x) -> x.clone(), new double[] {1}, grid, StepControl.PUBLISHED);
    assertEquals(solver.evaluations(points), run.evaluations());
    assertEquals(points, run.states().size());
  }

  /// Integrating two states together or apart is the same for methods with fixed steps.
  @Property(tries = 100)
  void statesDoNotTouchEachOther(
      @ForAll Solver solver,
      @ForAll @DoubleRange(min = -5, max = 5) double a,
      @ForAll @DoubleRange(min = -5, max = 5) double b) {
    if (solver.adaptive()) {
      return;
    }
    Field field = (t, x) -> Arrays.stream(x).map(v -> Math.sin(v + t)).toArray();
    TimeGrid grid = TimeGrid.of(9, TimeMap.UNIFORM, 1);
    double[] both = solver.solve(field, new double[] {a, b}, grid, StepControl.PUBLISHED).state();
    assertEquals(end(solver, field, a, 9), both[0]);
    assertEquals(end(solver, field, b, 9), both[1]);
  }

  @Property
  void gridsAscendFromZeroToTheirEnd(
      @ForAll TimeMap map,
      @ForAll @IntRange(min = 2, max = 300) int points,
      @ForAll @DoubleRange(min = 0.1, max = 1) double end) {
    double[] t = TimeGrid.of(points, map, end).times();
    assertEquals(0, t[0]);
    assertEquals(end, t[points - 1]);
    assertEquals(end, TimeGrid.linspace(points, end).end(), 1e-7);
  }

  /// A field that jumps back and forth: no step can follow it.
  @Test
  void chatteringEndsInWords() {
    Field field = (t, x) -> new double[] {x[0] > 0 ? -1e9 : 1e9};
    TimeGrid grid = TimeGrid.of(2, TimeMap.UNIFORM, 1);
    StepControl control = new StepControl(1e-9, 1e-9, 0.05, true, 500);
    Integration run = Solver.DOPRI5.solve(field, new double[] {1}, grid, control);
    assertEquals(Integration.End.BUDGET, run.end());
    assertTrue(run.evaluations() <= 500 && run.reached() < 1);
    Integration broken =
        Solver.BOSH3.solve((t, x) -> new double[] {Double.NaN}, new double[] {1}, grid, control);
    assertEquals(Integration.End.NOT_FINITE, broken.end());
    assertArrayEquals(new double[] {1}, broken.state());
  }

  @Property
  void normalQuantilesAreSymmetricAndAscend(@ForAll @DoubleRange(min = 0.01, max = 0.49) double p) {
    assertEquals(-NormalQuantile.of(p), NormalQuantile.of(1 - p), 1e-12);
    assertTrue(NormalQuantile.of(p) < NormalQuantile.of(p * 1.002));
  }

  @Test
  void knownQuantiles() {
    assertEquals(1.959963984540054, NormalQuantile.of(0.975), 1e-14);
    assertEquals(0.6744897501960817, NormalQuantile.of(0.75), 1e-14);
    assertEquals(-6.361340902404056, NormalQuantile.of(1e-10), 1e-12);
  }
}
