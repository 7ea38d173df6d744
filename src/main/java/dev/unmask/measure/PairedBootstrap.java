package dev.unmask.measure;

import java.util.Arrays;
import java.util.SplittableRandom;

/// The difference between two ways on the same items, with an interval of 95 % by resampling the
/// items.
///
/// @param difference mean of the second less mean of the first
/// @param low 2.5th percentile of the resampled differences
/// @param high 97.5th percentile
/// @see "Efron, Tibshirani: An introduction to the bootstrap. 1993, chapter 13"
public record PairedBootstrap(double difference, double low, double high) {
  private static final double TAIL = 0.025;

  /// Resamples. The same seed gives the same interval.
  ///
  /// @param first `[items]` score of each item
  /// @param second `[items]` of the same items
  /// @param resamples how often, at least 100
  public static PairedBootstrap of(double[] first, double[] second, int resamples, long seed) {
    if (first.length == 0 || first.length != second.length || resamples < 100) {
      throw new IllegalArgumentException(
          first.length + " and " + second.length + " items, " + resamples + " resamples");
    }
    int n = first.length;
    double[] each = new double[n];
    Arrays.setAll(each, i -> second[i] - first[i]);
    SplittableRandom random = new SplittableRandom(seed);
    double[] means = new double[resamples];
    for (int r = 0; r < resamples; r++) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += each[random.nextInt(n)];
      }
      means[r] = sum / n;
    }
    Arrays.sort(means);
    return new PairedBootstrap(
        Arrays.stream(each).sum() / n, quantile(means, TAIL), quantile(means, 1 - TAIL));
  }

  /// Between two order statistics, linearly.
  private static double quantile(double[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int i = (int) at;
    double rest = at - i;
    return i + 1 == sorted.length ? sorted[i] : sorted[i] * (1 - rest) + sorted[i + 1] * rest;
  }
}
