package dev.unmask.measure;

/// Two ways to solve the same items, compared by those that only one of them solved.
///
/// @param onlyFirst items that only the first solved
/// @param onlySecond items that only the second solved
/// @see "McNemar: Note on the sampling error of the difference between correlated proportions.
///     1947"
/// @see "Edwards: Note on the correction for continuity. 1948"
public record McNemar(int onlyFirst, int onlySecond) {
  /// With fewer differences than this the exact binomial test is made.
  public static final int FEW = 25;

  public McNemar {
    if (onlyFirst < 0 || onlySecond < 0) {
      throw new IllegalArgumentException(onlyFirst + " and " + onlySecond);
    }
  }

  /// Counts the differences.
  ///
  /// @param first whether the first solved each item
  /// @param second the same items in the same order
  public static McNemar of(boolean[] first, boolean[] second) {
    if (first.length != second.length) {
      throw new IllegalArgumentException("not the same items");
    }
    int a = 0;
    int b = 0;
    for (int i = 0; i < first.length; i++) {
      a += first[i] && !second[i] ? 1 : 0;
      b += second[i] && !first[i] ? 1 : 0;
    }
    return new McNemar(a, b);
  }

  /// Items on which they differ.
  public int differences() {
    return onlyFirst + onlySecond;
  }

  /// Whether the p-value is that of the exact test.
  public boolean exact() {
    return differences() < FEW;
  }

  /// The probability of such a difference or a larger one if both were equally good: by the exact
  /// binomial test where differences are few, else by chi-square with continuity correction.
  public double p() {
    int n = differences();
    if (n == 0) {
      return 1;
    }
    if (exact()) {
      return Math.min(1, 2 * Tails.fairCoins(Math.min(onlyFirst, onlySecond), n));
    }
    double distance = Math.max(0, Math.abs(onlyFirst - onlySecond) - 1);
    return Tails.chiSquareOne(distance * distance / n);
  }
}
