package dev.unmask.flow;

import dev.unmask.network.FlowAnswer;
import java.util.ArrayList;
import java.util.List;

/// One token on its way from noise.
final class TokenFlow {
  /// So near to 1 a velocity is no longer asked for: the difference to the end has no digits left.
  private static final double NEAR = 1e-9;

  private final FlowSettings settings;
  private final Plane plane;
  private final Integration run;
  private final List<FlowEvaluation> evaluations = new ArrayList<>();
  private double[] lastVelocity = {};
  private double[] lastEstimate = {};
  private int calls;
  private boolean spent;

  TokenFlow(FlowSettings settings, Plane plane, double[] x0) {
    this.settings = settings;
    this.plane = plane;
    StepControl steps = settings.steps();
    boolean published = settings.end() == EndRule.BUG_COMPATIBLE;
    this.run =
        settings
            .solver()
            .begin(
                x0,
                settings.grid(),
                new StepControl(
                    steps.absolute(),
                    steps.relative(),
                    steps.first(),
                    !published,
                    Integer.MAX_VALUE));
  }

  /// Whether no more evaluations are wanted. Answers by itself what is wanted at the end.
  boolean over() {
    while (!spent && !run.over() && atEnd(run.time())) {
      run.answer(
          settings.end() == EndRule.BUG_COMPATIBLE
              ? new double[run.point().length]
              : lastVelocity.clone());
    }
    return spent || run.over();
  }

  private boolean atEnd(double t) {
    return settings.end() == EndRule.BUG_COMPATIBLE ? t >= 1 : t >= 1 - NEAR;
  }

  double time() {
    return run.time();
  }

  double[] point() {
    return run.point();
  }

  /// The temperature of the estimate that is wanted now.
  double heat() {
    return settings.heat().at(run.time() + settings.heatAhead());
  }

  int evaluated() {
    return evaluations.size();
  }

  /// What the network says at the wanted time and state.
  ///
  /// @param x1 the estimate, guided
  /// @param passes through the network that it took
  FlowEvaluation answer(FlowAnswer said, double[] x1, int passes) {
    double t = run.time();
    double[] x = run.point();
    double sum = 0;
    for (double v : x) {
      sum += v * v;
    }
    FlowEvaluation evaluation =
        new FlowEvaluation(
            t,
            run.stepSize(),
            run.attempt(),
            true,
            Math.sqrt(sum),
            heat(),
            said.token(),
            said.entropy(),
            said.topIds(),
            said.topLogProbabilities(),
            plane.shadow(x),
            plane.shadow(x1));
    evaluations.add(evaluation);
    calls += passes;
    lastEstimate = x1;
    lastVelocity = StraightPath.velocity(x1, x, t, settings.edm());
    run.answer(lastVelocity);
    spent = evaluations.size() >= settings.steps().budget() && !run.over();
    return evaluation;
  }

  /// How it ended.
  Integration.End end() {
    return spent && !run.over() ? Integration.End.BUDGET : run.end();
  }

  /// The state from which the token is chosen. Where the integration gave up, the best guess goes
  /// straight on from the last accepted state to the last estimate.
  double[] last() {
    double end = settings.grid().end();
    if (end() != Integration.End.REACHED) {
      return StraightPath.jump(lastEstimate, run.state(), Math.min(run.reached(), end), end);
    }
    boolean jumps = settings.end() == EndRule.JUMP && end == 1;
    return jumps ? lastEstimate : run.states().getLast();
  }

  /// Passes through the network so far.
  int calls() {
    return calls;
  }

  Integration run() {
    return run;
  }

  /// The evaluations, each knowing what became of its step.
  List<FlowEvaluation> judged() {
    List<Attempt> attempts = run.attempts();
    return evaluations.stream()
        .map(e -> e.judged(e.attempt() >= attempts.size() || attempts.get(e.attempt()).accepted()))
        .toList();
  }
}
