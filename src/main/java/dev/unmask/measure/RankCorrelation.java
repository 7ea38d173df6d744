package dev.unmask.measure;

import java.util.Arrays;

/// Spearman's rank correlation: whether two things rise together, whatever their scales.
///
/// @see "Spearman: The proof and measurement of association between two things. 1904"
public final class RankCorrelation {
  /// With fewer pairs it says nothing.
  public static final int FEWEST = 4;

  private RankCorrelation() {}

  /// The correlation of the ranks; values that are alike share the mean of their ranks.
  ///
  /// @param second of the same things, in the same order
  /// @return in [-1, 1]; NaN if all values of one side are alike
  public static double of(double[] first, double[] second) {
    if (first.length != second.length || first.length < 2) {
      throw new IllegalArgumentException(first.length + " and " + second.length + " values");
    }
    double[] a = ranks(first);
    double[] b = ranks(second);
    double middle = (first.length + 1) / 2.0;
    double both = 0;
    double alone = 0;
    double other = 0;
    for (int i = 0; i < a.length; i++) {
      both += (a[i] - middle) * (b[i] - middle);
      alone += (a[i] - middle) * (a[i] - middle);
      other += (b[i] - middle) * (b[i] - middle);
    }
    return alone == 0 || other == 0 ? Double.NaN : both / Math.sqrt(alone * other);
  }

  private static double[] ranks(double... values) {
    double[] ranks = new double[values.length];
    for (int i = 0; i < ranks.length; i++) {
      double value = values[i];
      long below = Arrays.stream(values).filter(v -> v < value).count();
      long alike = Arrays.stream(values).filter(v -> v == value).count();
      ranks[i] = below + (alike + 1) / 2.0;
    }
    return ranks;
  }
}
