package dev.unmask.job;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.flow.EndRule;
import dev.unmask.flow.FlowSettings;
import dev.unmask.flow.Guidance;
import dev.unmask.flow.HeatSchedule;
import dev.unmask.flow.Solver;
import dev.unmask.flow.StepControl;
import dev.unmask.flow.TimeGrid;
import dev.unmask.flow.TimeMap;
import dev.unmask.network.Estimate;
import dev.unmask.network.FlowClasses;
import dev.unmask.network.FlowShape;
import dev.unmask.network.TokenDraw;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Predicate;

/// From values of the catalogue to how tokens are integrated, and what does not go together.
public final class FlowRules {
  private FlowRules() {}

  /// Refuses a flow's knobs on a model that has none.
  ///
  /// @param given whether the user set a parameter
  /// @throws Problem PARAMETER if one was set
  public static void refuseWithoutFlow(Predicate<Parameter<?>> given) {
    for (Parameter<?> p : FlowParameters.all()) {
      if (given.test(p)) {
        throw new Problem(
            Code.PARAMETER,
            "This model has no flow path, so it has no " + p.label().toLowerCase(Locale.ROOT) + ".",
            "Leave --" + p.name() + " out, or choose a model that was trained for L2D.");
      }
    }
  }

  /// Whether a folder holds a flow model; false too for what cannot be opened at all.
  public static boolean isFlow(Path folder) {
    try {
      return FlowShape.present(CheckpointFolder.open(folder).config());
    } catch (Problem p) {
      return false;
    }
  }

  /// How tokens are integrated.
  ///
  /// @throws Problem PARAMETER if values do not go together or the model lacks what they want
  public static FlowSettings settings(FlowShape shape, Values values, TokenDraw draw) {
    Solver solver = Solver.named(values.get(FlowParameters.SOLVER)).orElseThrow();
    EndRule end = EndRule.named(values.get(FlowParameters.END));
    double tolerance = values.get(FlowParameters.TOLERANCE);
    return new FlowSettings(
        solver,
        grid(values, end),
        new StepControl(
            tolerance,
            tolerance,
            values.get(FlowParameters.FIRST_STEP),
            end != EndRule.BUG_COMPATIBLE,
            values.whole(FlowParameters.BUDGET)),
        end,
        shape.edm(),
        new Estimate(
            Estimate.Choice.valueOf(values.get(FlowParameters.X1).toUpperCase(Locale.ROOT)),
            values.get(FlowParameters.X1_RENORMALISE),
            values.get(FlowParameters.X1_CLAMP)),
        HeatSchedule.read(values.get(FlowParameters.X1_TEMPERATURE)).orElseThrow(),
        guidance(shape, values),
        draw,
        values.whole(GenerateParameters.ALTERNATIVES));
  }

  private static TimeGrid grid(Values values, EndRule end) {
    int points = values.whole(FlowParameters.STEPS);
    if (points == 1) {
      throw new Problem(
          Code.PARAMETER,
          "A grid of one point has no step.",
          "Choose 2 or more grid points, or 0 for the base alone.");
    }
    int midway = values.whole(FlowParameters.MIDWAY);
    if (midway > points) {
      throw new Problem(
          Code.PARAMETER,
          "The grid has %d points, so none is the %dth.".formatted(points, midway),
          "Choose a point from 1 to %d, or 0 for the end.".formatted(points));
    }
    TimeMap map = TimeMap.named(values.get(FlowParameters.TIME_MAP));
    boolean published = end == EndRule.BUG_COMPATIBLE && map == TimeMap.UNIFORM;
    TimeGrid grid = published ? TimeGrid.linspace(points, 1) : TimeGrid.of(points, map, 1);
    return midway == 0 ? grid : grid.midway(midway);
  }

  private static Guidance guidance(FlowShape shape, Values values) {
    FlowClasses classes = shape.classes();
    String said = values.get(FlowParameters.CLASS);
    boolean none = said.equals(FlowParameters.NO_CLASS);
    double weight = values.get(FlowParameters.GUIDANCE);
    if (!classes.any() && (!none || weight != 1)) {
      throw new Problem(
          Code.PARAMETER,
          "This model was trained without classes, so it cannot be guided by one.",
          "Leave --class and --guidance out.");
    }
    if (none && weight != 1) {
      throw new Problem(
          Code.PARAMETER,
          "Guidance needs a class to guide by.",
          "Name one with --class (%s).".formatted(classes.words()));
    }
    int label = none ? -1 : label(classes, said);
    return new Guidance(label, weight, values.get(FlowParameters.GUIDANCE_FORM).equals("printed"));
  }

  private static int label(FlowClasses classes, String said) {
    OptionalInt label =
        said.matches("\\d{1,6}") ? OptionalInt.of(Integer.parseInt(said)) : classes.of(said);
    if (label.isEmpty() || label.getAsInt() >= classes.count()) {
      throw new Problem(
          Code.PARAMETER,
          "There is no class %s; the model knows %s.".formatted(said, classes.words()),
          "Choose one of them, or -1 for none.");
    }
    return label.getAsInt();
  }
}
