package dev.unmask.measure;

/// How often something came true in independent trials, with the interval of Wilson's score test at
/// 95 %, which is honest near 0 and 1 too.
///
/// @param hits trials in which it did
/// @param trials how many there were
/// @see "Wilson: Probable inference, the law of succession, and statistical inference. 1927"
public record Proportion(int hits, int trials) {
  private static final double Z = 1.959963984540054;

  public Proportion {
    if (hits < 0 || trials < 1 || hits > trials) {
      throw new IllegalArgumentException(hits + " of " + trials);
    }
  }

  /// The share, in [0, 1].
  public double share() {
    return (double) hits / trials;
  }

  /// Lower end of the interval.
  public double low() {
    // Rounding must not leave [0, 1].
    return hits == 0 ? 0 : centre() - half();
  }

  /// Upper end of the interval.
  public double high() {
    return hits == trials ? 1 : centre() + half();
  }

  private double centre() {
    return (share() + Z * Z / (2 * trials)) / (1 + Z * Z / trials);
  }

  private double half() {
    double p = share();
    return Z
        / (1 + Z * Z / trials)
        * Math.sqrt(p * (1 - p) / trials + Z * Z / (4.0 * trials * trials));
  }
}
