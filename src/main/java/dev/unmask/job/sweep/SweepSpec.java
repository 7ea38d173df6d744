package dev.unmask.job.sweep;

import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.Values;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A sweep as a whole: two of the same spec give the same rows.
///
/// @param version of this layout, now [#VERSION]
/// @param task what is solved
/// @param models at least one
/// @param axes the knobs that are turned; every combination is a point
/// @param fixed other knobs that the user set, by name
/// @param seeds how often each point is repeated with other random numbers
/// @param seed the number that all random numbers come from, with the repeat and the item
public record SweepSpec(
    int version,
    SweepTask task,
    List<Contestant> models,
    List<Axis> axes,
    Map<String, String> fixed,
    int seeds,
    long seed) {
  /// The present layout.
  public static final int VERSION = 1;

  private static final int MOST_POINTS = 10_000;

  /// @throws Problem PARAMETER if the grid is empty or too large, or a knob is both turned and
  ///     fixed
  public SweepSpec {
    Objects.requireNonNull(task);
    models = List.copyOf(models);
    boolean integrates = models.stream().anyMatch(Contestant::integrates);
    if (integrates && models.stream().anyMatch(m -> !m.leftToRight())) {
      throw new Problem(
          Code.PARAMETER,
          "Flow models have other knobs than models that denoise.",
          "Sweep them apart; a flow model's base may stand beside it with --ar.");
    }
    axes = List.copyOf(axes);
    fixed = Collections.unmodifiableMap(new LinkedHashMap<>(fixed));
    if (models.isEmpty()) {
      throw new Problem(Code.PARAMETER, "The grid has no model.", "Name one.");
    }
    if (seeds < 1 || seeds > 1000) {
      throw new Problem(
          Code.PARAMETER,
          "Each point was to be repeated with %d seeds.".formatted(seeds),
          "Choose 1 to 1000.");
    }
    long points = 1;
    List<String> turned = new ArrayList<>();
    for (Axis axis : axes) {
      points *= axis.values().size();
      if (turned.contains(axis.parameter()) || fixed.containsKey(axis.parameter())) {
        throw new Problem(
            Code.PARAMETER,
            "The grid says twice what %s is.".formatted(axis.parameter()),
            "Say it once.");
      }
      turned.add(axis.parameter());
    }
    if (points * models.size() > MOST_POINTS) {
      throw new Problem(
          Code.PARAMETER,
          "The grid has %,d points; at most %,d are allowed."
              .formatted(points * models.size(), MOST_POINTS),
          "Turn fewer knobs.");
    }
  }

  /// A spec of the present layout.
  public SweepSpec(
      SweepTask task,
      List<Contestant> models,
      List<Axis> axes,
      Map<String, String> fixed,
      int seeds,
      long seed) {
    this(VERSION, task, models, axes, fixed, seeds, seed);
  }

  /// Every combination, the last axis turning fastest. A model that writes left to right has one
  /// point.
  public List<Point> points() {
    List<Point> points = new ArrayList<>();
    for (int m = 0; m < models.size(); m++) {
      List<Map<String, String>> knobs = new ArrayList<>(List.of(Map.of()));
      if (!models.get(m).leftToRight() || models.get(m).integrates()) {
        for (Axis axis : axes) {
          knobs = turned(knobs, axis);
        }
      }
      for (Map<String, String> each : knobs) {
        points.add(new Point(points.size(), m, each));
      }
    }
    return List.copyOf(points);
  }

  private static List<Map<String, String>> turned(List<Map<String, String>> knobs, Axis axis) {
    List<Map<String, String>> more = new ArrayList<>();
    for (Map<String, String> each : knobs) {
      for (String value : axis.values()) {
        Map<String, String> next = new LinkedHashMap<>(each);
        next.put(axis.parameter(), value);
        more.add(next);
      }
    }
    return more;
  }

  /// A name for a point that says what distinguishes it in this sweep.
  public String label(Point point) {
    return label(point, "");
  }

  /// The same without one of the knobs.
  public String label(Point point, String without) {
    Contestant model = models.get(point.model());
    boolean control = model.leftToRight() && !model.integrates();
    String model0 =
        control
            ? "left to right ("
                + model.name()
                + (model.fill() == null ? "" : ", " + model.fill())
                + ")"
            : model.name();
    String words = point.words(without);
    boolean named = models.size() > 1 || words.isEmpty();
    return named ? words.isEmpty() ? model0 : words + " · " + model0 : words;
  }

  /// The seed of an item in a repeat, the same at every point: differences between points are then
  /// not those of luck.
  public long itemSeed(int repeat, int item) {
    long mixed = mixed(mixed(mixed(seed) + repeat) + item);
    return mixed >>> 11;
  }

  /// All knobs of a row, so that its run can be done again and watched.
  ///
  /// @param base knobs that the sweep says nothing of
  public Values values(SweepRow row, Values base) {
    Values values = Sweep.turned(Sweep.turned(base, fixed), points().get(row.point()).knobs());
    return values.with(DenoiseParameters.SEED, itemSeed(row.repeat(), row.item()));
  }

  /// The finaliser of SplitMix64 over a step of its counter.
  private static long mixed(long word) {
    long z = word + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
