package dev.unmask.window.workbench;

import java.time.Duration;
import java.util.Locale;

/// Numbers as people say them.
public final class Sizes {
  private Sizes() {}

  /// A number of weights: `870 k`, `124 M`, `6.7 B`.
  public static String parameters(long n) {
    if (n < 1_000_000) {
      return Math.round(n / 1e3) + " k";
    }
    if (n < 1_000_000_000) {
      return (n < 10_000_000 ? fixed(n / 1e6) : Long.toString(Math.round(n / 1e6))) + " M";
    }
    return fixed(n / 1e9) + " B";
  }

  /// Minutes and seconds: `0:07`.
  public static String time(Duration d) {
    long s = Math.max(0, Math.round(d.toMillis() / 1e3));
    return s < 3600
        ? String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
  }

  /// Seconds with one decimal below ten, minutes and seconds from one minute on.
  public static String seconds(Duration d) {
    double s = d.toMillis() / 1e3;
    return s < 60 ? (s < 10 ? fixed(s) : Long.toString(Math.round(s))) + " s" : time(d);
  }

  /// Gigabytes without the unit: `1.4`, or `23` from ten on.
  public static String gigabytes(long bytes) {
    double g = bytes / 1e9;
    return g < 10 ? fixed(g) : Long.toString(Math.round(g));
  }

  private static String fixed(double d) {
    return String.format(Locale.ROOT, "%.1f", d);
  }
}
