package dev.unmask.session.figure;

import dev.unmask.job.sweep.Axis;
import dev.unmask.job.sweep.PointScore;
import dev.unmask.job.sweep.SweepCurve;
import dev.unmask.job.sweep.SweepSpec;
import dev.unmask.task.file.Yardstick;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What counts of a task against a knob, with bands of 95 %: the figure of a sweep.
///
/// Steps lie on a logarithmic axis. Without a numeric knob every way has a place of its own.
public final class SweepFigure {
  private static final double LEFT = 56;
  private static final double TOP = 30;
  private static final double RIGHT = 16;
  private static final double SIZE = 12;
  private static final double LINE_HEIGHT = 18;

  /// A place that can be pointed at.
  ///
  /// @param point number of the point
  public record Spot(double x, double y, int point) {}

  private final SweepSpec spec;
  private final Yardstick by;
  private final UprightAxis upright;
  private final List<SweepCurve> curves;
  private final double width;
  private final double height;
  private final Inks inks;
  private final double bottom;
  private final boolean logarithmic;
  private final String knob;
  private final List<Spot> spots = new ArrayList<>();
  private final double least;
  private final double most;

  /// @param scores of the points of the sweep
  public SweepFigure(
      SweepSpec spec, List<PointScore> scores, double width, double height, Inks inks) {
    this.spec = spec;
    this.by = spec.task().yardstick();
    this.curves = by == Yardstick.NOTHING ? List.of() : SweepCurve.of(spec, scores);
    this.upright = UprightAxis.of(by, scores);
    this.width = width;
    this.height = height;
    this.inks = inks;
    Optional<Axis> along = SweepCurve.along(spec);
    this.knob = along.map(Axis::parameter).orElse("");
    double[] x =
        along
            .map(a -> a.values().stream().mapToDouble(Double::parseDouble).sorted().toArray())
            .orElse(new double[0]);
    this.logarithmic = x.length > 0 && x[0] > 0 && x[x.length - 1] / x[0] >= 8;
    this.least = x.length > 0 ? x[0] : 0;
    this.most = x.length > 0 ? x[x.length - 1] : Math.max(1, curves.size() - 1.0);
    this.bottom = 46 + LINE_HEIGHT * curves.size();
  }

  /// The curves that are drawn.
  public List<SweepCurve> curves() {
    return curves;
  }

  /// The places of the points; known once it was drawn.
  public List<Spot> spots() {
    return List.copyOf(spots);
  }

  /// Draws.
  public Drawing draw() {
    spots.clear();
    Drawing d = new Drawing(width, height);
    d.box(0, 0, width, height, inks.paper(), 1);
    grid(d);
    for (int i = 0; i < curves.size(); i++) {
      SweepCurve curve = curves.get(i);
      if (curve.level() || knob.isEmpty()) {
        level(d, curve, i);
      } else {
        curve(d, curve, i);
      }
      legend(d, curve, i);
    }
    return d;
  }

  private void grid(Drawing d) {
    d.add(
        new Drawing.Words(
            LEFT,
            18,
            spec.task().name() + ": " + by.words() + shots(),
            SIZE,
            0,
            inks.ink(),
            false));
    if (by == Yardstick.NOTHING) {
      return;
    }
    for (int i = 0; i < upright.ticks().size(); i++) {
      double y = y(upright.ticks().get(i));
      d.line(LEFT, y, width - RIGHT, y, inks.faint(), 1);
      d.add(
          new Drawing.Words(LEFT - 6, y + 4, upright.labels().get(i), SIZE, 1, inks.ink(), false));
    }
    double floor = y(upright.from());
    List<Double> ticks = new ArrayList<>();
    SweepCurve.along(spec)
        .ifPresent(a -> a.values().forEach(v -> ticks.add(Double.parseDouble(v))));
    double last = -100;
    for (double tick : ticks.stream().sorted().toList()) {
      double x = x(tick);
      d.line(x, floor, x, floor + 4, inks.ink(), 1);
      if (x - last > 26) {
        d.add(new Drawing.Words(x, floor + 18, plain(tick), SIZE, 0.5, inks.ink(), false));
        last = x;
      }
    }
    d.line(LEFT, floor, width - RIGHT, floor, inks.ink(), 1);
    d.add(
        new Drawing.Words(
            (LEFT + width - RIGHT) / 2, floor + 34, knob, SIZE, 0.5, inks.ink(), false));
  }

  private String shots() {
    int shown = spec.task().shown();
    return shown == 0 ? "" : ", %d-shot".formatted(shown);
  }

  private void curve(Drawing d, SweepCurve curve, int number) {
    int n = curve.places().size();
    double[] x = new double[n];
    double[] y = new double[n];
    double[] bandX = new double[2 * n];
    double[] bandY = new double[2 * n];
    for (int i = 0; i < n; i++) {
      SweepCurve.Place place = curve.places().get(i);
      x[i] = x(place.x());
      y[i] = y(place.score().share());
      bandX[i] = x[i];
      bandY[i] = y(high(place.score()));
      bandX[2 * n - 1 - i] = x[i];
      bandY[2 * n - 1 - i] = y(low(place.score()));
      spots.add(new Spot(x[i], y[i], place.score().point().number()));
    }
    int rgb = Inks.line(number);
    d.add(new Drawing.Area(bandX, bandY, rgb, 0.18));
    d.add(new Drawing.Stroke(x, y, rgb, 2, Inks.dashed(number)));
    for (int i = 0; i < n; i++) {
      d.box(x[i] - 3, y[i] - 3, 6, 6, rgb, 1);
    }
    if (n == 1) {
      d.line(x[0], bandY[0], x[0], bandY[1], rgb, 1);
    }
  }

  /// A control is a level across the figure; without a knob, a mark with its interval.
  private void level(Drawing d, SweepCurve curve, int number) {
    int rgb = Inks.line(number);
    for (SweepCurve.Place place : curve.places()) {
      PointScore score = place.score();
      double y = y(score.share());
      if (knob.isEmpty()) {
        double x = x(place.x());
        d.line(x, y(low(score)), x, y(high(score)), rgb, 2);
        d.box(x - 4, y - 4, 8, 8, rgb, 1);
        spots.add(new Spot(x, y, score.point().number()));
      } else {
        d.box(LEFT, y(high(score)), width - RIGHT - LEFT, y(low(score)) - y(high(score)), rgb, 0.1);
        d.add(
            new Drawing.Stroke(
                new double[] {LEFT, width - RIGHT}, new double[] {y, y}, rgb, 1.5, true));
        spots.add(new Spot(width - RIGHT, y, score.point().number()));
      }
    }
  }

  private void legend(Drawing d, SweepCurve curve, int number) {
    double y = height - LINE_HEIGHT * (curves.size() - number) + 8;
    d.add(
        new Drawing.Stroke(
            new double[] {LEFT, LEFT + 24},
            new double[] {y - 4, y - 4},
            Inks.line(number),
            2,
            curve.level() || Inks.dashed(number)));
    int most0 = curve.places().stream().mapToInt(p -> p.score().items()).max().orElse(0);
    d.add(
        new Drawing.Words(
            LEFT + 30, y, curve.name() + "  (" + most0 + " items)", SIZE, 0, inks.ink(), false));
  }

  private double x(double value) {
    double from = logarithmic ? Math.log(least) : least;
    double to = logarithmic ? Math.log(most) : most;
    double at = logarithmic ? Math.log(value) : value;
    double pad = 14;
    double room = width - RIGHT - LEFT - 2 * pad;
    return LEFT + pad + (to == from ? 0.5 : (at - from) / (to - from)) * room;
  }

  /// Ends of the interval; of a single item, which has none, what it came to.
  private static double low(PointScore score) {
    return Double.isNaN(score.low()) ? score.share() : score.low();
  }

  private static double high(PointScore score) {
    return Double.isNaN(score.high()) ? score.share() : score.high();
  }

  private double y(double value) {
    return TOP + (1 - upright.height(value)) * (height - TOP - bottom);
  }

  private static String plain(double tick) {
    return tick == Math.rint(tick)
        ? String.valueOf((long) tick)
        : String.format(Locale.ROOT, "%s", tick);
  }
}
