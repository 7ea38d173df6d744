package dev.unmask.bench.reproduce;

import dev.unmask.job.sweep.PointScore;
import dev.unmask.measure.Estimate;
import dev.unmask.measure.Proportion;
import dev.unmask.measure.TTest;
import java.util.Arrays;
import java.util.Locale;

/// Numbers as the page writes them.
final class Numbers {
  private Numbers() {}

  static String percent(double share) {
    return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.1f", 100 * share);
  }

  /// Percent right, with Wilson's interval.
  static String interval(PointScore s) {
    return interval(s.share(), s.low(), s.high());
  }

  /// Percent of a share, with its interval.
  static String interval(Proportion p) {
    return interval(p.share(), p.low(), p.high());
  }

  private static String interval(double share, double low, double high) {
    return "%s (%s–%s)".formatted(percent(share), percent(low), percent(high));
  }

  static String p(double p) {
    return p < 0.001 ? "under 0.001" : String.format(Locale.ROOT, "%.3f", p);
  }

  static double mean(double... values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  /// Mean and standard error over seeds; the mean alone of a single one.
  ///
  /// @param format of either
  static String spread(String format, double factor, double... values) {
    Estimate e = Estimate.of(values).times(factor);
    if (Double.isNaN(e.mean())) {
      return "not kept";
    }
    return Double.isNaN(e.standardError())
        ? String.format(Locale.ROOT, format, e.mean())
        : String.format(Locale.ROOT, format + " ± " + format, e.mean(), e.standardError());
  }

  /// How much the second of two settings differs from the first, and whether that is shown.
  ///
  /// @param first by seed
  /// @param second of the same seeds
  static String tested(String what, String format, double factor, double[] first, double[] second) {
    double difference = factor * (mean(second) - mean(first));
    String said = what + " " + String.format(Locale.ROOT, format, difference);
    if (first.length < TTest.FEWEST) {
      return said + " (no test with " + first.length + " of " + TTest.FEWEST + " seeds)";
    }
    TTest t = TTest.paired(first, second);
    return said
        + " (paired t-test over %d seeds: t = %s, p = %s)"
            .formatted(first.length, String.format(Locale.ROOT, "%.2f", t.t()), p(t.p()));
  }
}
