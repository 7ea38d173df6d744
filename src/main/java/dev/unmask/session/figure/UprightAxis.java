package dev.unmask.session.figure;

import dev.unmask.job.sweep.PointScore;
import dev.unmask.task.file.Yardstick;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/// What counts of a sweep as the upright axis of its figure: of a hundred from 0 to 100, anything
/// else as far as the points and their intervals reach.
///
/// @param from value at the bottom
/// @param to value at the top
/// @param ticks values with a line, ascending
/// @param labels of these
record UprightAxis(double from, double to, List<Double> ticks, List<String> labels) {
  private static final double HUNDRED = 100;
  private static final int INTERVALS = 6;

  static UprightAxis of(Yardstick by, List<PointScore> scores) {
    if (by.hundredths()) {
      return marked(0, 1, 0.2, by.allOrNothing() ? " %" : "", HUNDRED);
    }
    double[] reached =
        scores.stream()
            .flatMapToDouble(s -> DoubleStream.of(s.share(), s.low(), s.high()))
            .filter(x -> !Double.isNaN(x))
            .toArray();
    double least = DoubleStream.of(reached).min().orElse(0);
    double most = DoubleStream.of(reached).max().orElse(1);
    double unit = unit(most - least);
    double from = unit * Math.floor(least / unit);
    return marked(from, Math.max(from + unit, unit * Math.ceil(most / unit)), unit, "", 1);
  }

  /// 1, 2 or 5 times a power of ten, so that a few of them cover a range.
  private static double unit(double range) {
    double wanted = (range > 0 ? range : 0.1) / INTERVALS;
    double power = Math.pow(10, Math.floor(Math.log10(wanted)));
    for (int factor : new int[] {1, 2, 5}) {
      if (factor * power >= wanted) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  private static UprightAxis marked(
      double from, double to, double unit, String suffix, double shown) {
    int decimals = Math.max(0, (int) Math.ceil(-Math.log10(unit * shown) - 1e-9));
    List<Double> ticks = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    long many = Math.round((to - from) / unit);
    for (long i = 0; i <= many; i++) {
      double tick = from + i * unit;
      ticks.add(tick);
      labels.add(String.format(Locale.ROOT, "%." + decimals + "f", tick * shown) + suffix);
    }
    return new UprightAxis(from, to, List.copyOf(ticks), List.copyOf(labels));
  }

  /// How high a value lies, 0 for the bottom and 1 for the top.
  double height(double value) {
    return (value - from) / (to - from);
  }
}
