package dev.unmask.job;

import dev.unmask.flow.EndRule;
import dev.unmask.flow.HeatSchedule;
import dev.unmask.flow.Solver;
import dev.unmask.flow.TimeMap;
import java.util.List;
import java.util.regex.Pattern;

/// The part of the catalogue that L2D models have: how a token is integrated.
public final class FlowParameters {
  /// What is said for no class.
  public static final String NO_CLASS = "-1";

  private static final String GROUP = "Flow";

  public static final Parameter<String> SOLVER =
      new Parameter<>(
          "solver",
          "Solver",
          GROUP,
          new Domain.Choice(Solver.names()),
          Solver.MIDPOINT.text(),
          "",
          "How a token is integrated from noise; the last four choose their own steps.",
          "method");

  public static final Parameter<Long> STEPS =
      new Parameter<>(
          "steps",
          "Grid points",
          GROUP,
          new Domain.Whole(0, 4096),
          8L,
          "points",
          "Points of the time grid, 2 or more; 0 asks the base alone. Fixed solvers step from one"
              + " to the next.",
          "ode_steps");

  public static final Parameter<String> TIME_MAP =
      new Parameter<>(
          "time-map",
          "Time map",
          GROUP,
          new Domain.Choice(TimeMap.names()),
          TimeMap.UNIFORM.text(),
          "",
          "Where the grid has its points.",
          "");

  public static final Parameter<String> X1 =
      new Parameter<>(
          "x1",
          "Estimate x1",
          GROUP,
          new Domain.Choice(List.of("argmax", "sample", "average")),
          "sample",
          "",
          "What the token's embedding is taken to be on the way; at temperature 0 all take the most"
              + " probable token.",
          "nstep_x1_estimation");

  public static final Parameter<String> X1_TEMPERATURE =
      new Parameter<>(
          "x1-temperature",
          "Temp. of x1",
          GROUP,
          new Domain.Form(
              HeatSchedule.Form.any(), "a number from 0 or polynomial_P_END, (1 - t/END)^P"),
          "0",
          "",
          "Temperature of the estimates: the same all the time, or falling with t.",
          "nstep_temperature_schedule");

  public static final Parameter<Boolean> X1_RENORMALISE =
      new Parameter<>(
          "x1-renormalise",
          "Renormalise",
          GROUP,
          new Domain.Flag(),
          false,
          "",
          "Bring an average to the length of the embeddings.",
          "nstep_normalize_x1_predictions");

  public static final Parameter<Boolean> X1_CLAMP =
      new Parameter<>(
          "x1-clamp",
          "Clamp",
          GROUP,
          new Domain.Flag(),
          false,
          "",
          "Replace an average by the embedding that points the same way most.",
          "nstep_clamp_predictions");

  public static final Parameter<String> CLASS =
      new Parameter<>(
          "class",
          "Class",
          GROUP,
          new Domain.Form(
              Pattern.compile("-1|[\\w][\\w .-]{0,99}"),
              "a class by number or name, or -1 for none"),
          NO_CLASS,
          "",
          "The class of the problem, for a model that was trained with classes; -1 is none. A sweep"
              + " takes that of its task if nothing is said.",
          "guidance_class");

  public static final Parameter<Double> GUIDANCE =
      new Parameter<>(
          "guidance",
          "Guidance",
          GROUP,
          new Domain.Real(0, true, 100),
          1.0,
          "",
          "How much more the class counts than no class; 1 is no guidance. Every evaluation then"
              + " asks the network twice.",
          "nstep_guidance_parameter");

  public static final Parameter<String> GUIDANCE_FORM =
      new Parameter<>(
          "guidance-form",
          "Form of it",
          GROUP,
          new Domain.Choice(List.of("code", "printed")),
          "code",
          "",
          "code: w a + (1 - w) b as the authors compute it; printed: w a - (1 - w) b as the paper"
              + " has it.",
          "");

  public static final Parameter<Long> MIDWAY =
      new Parameter<>(
          "midway",
          "Midway",
          GROUP,
          new Domain.Whole(0, 4096),
          0L,
          "points",
          "Decode from the K-th grid point instead of the last: 1 is the base, 0 goes to the end.",
          "track_midway_ode_steps");

  public static final Parameter<String> END =
      new Parameter<>(
          "end",
          "End rule",
          GROUP,
          new Domain.Choice(EndRule.names()),
          EndRule.REUSE.text(),
          "",
          "What is done at time 1, where the velocity has no value: reuse the last one, jump to the"
              + " last estimate, or count it as 0 (with float32 times) as the published code does.",
          "");

  public static final Parameter<Double> TOLERANCE =
      new Parameter<>(
          "tolerance",
          "Tolerance",
          GROUP,
          new Domain.Real(0, false, 1),
          1e-5,
          "",
          "Absolute and relative error that an adaptive solver allows in a step.",
          "atol, rtol");

  public static final Parameter<Double> FIRST_STEP =
      new Parameter<>(
          "first-step",
          "First step",
          GROUP,
          new Domain.Real(0, false, 1),
          0.05,
          "",
          "The first step that an adaptive solver tries.",
          "first_step");

  public static final Parameter<Long> BUDGET =
      new Parameter<>(
          "evaluations",
          "Evaluations",
          GROUP,
          new Domain.Whole(1, 1_000_000),
          2000L,
          "a token",
          "After so many a token is decoded from where its integration stands, and this is said.",
          "");

  private static final List<Parameter<?>> ALL =
      List.of(
          SOLVER,
          STEPS,
          TIME_MAP,
          X1,
          X1_TEMPERATURE,
          X1_RENORMALISE,
          X1_CLAMP,
          CLASS,
          GUIDANCE,
          GUIDANCE_FORM,
          MIDWAY,
          END,
          TOLERANCE,
          FIRST_STEP,
          BUDGET);

  private FlowParameters() {}

  /// Every parameter, in the order in which a form shows them.
  public static List<Parameter<?>> all() {
    return ALL;
  }

  /// Whether the base alone is asked.
  public static boolean baseOnly(Values values) {
    return values.get(STEPS) == 0 || values.get(MIDWAY) == 1;
  }
}
