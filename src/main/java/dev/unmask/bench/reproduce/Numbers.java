package dev.unmask.bench.reproduce;

import dev.unmask.job.sweep.PointScore;
import dev.unmask.measure.Proportion;
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
}
