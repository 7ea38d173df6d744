package dev.unmask.bench.reproduce;

import dev.unmask.job.sweep.PointScore;
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
    return "%s (%s–%s)".formatted(percent(s.share()), percent(s.low()), percent(s.high()));
  }

  static String p(double p) {
    return p < 0.001 ? "under 0.001" : String.format(Locale.ROOT, "%.3f", p);
  }

  static double mean(double... values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }
}
