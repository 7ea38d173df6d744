package dev.unmask.flow;

/// Guidance by a class that the model was trained with.
///
/// @param label the class, or -1 for the one that stands for none
/// @param weight 1 is no guidance; must not be negative
/// @param printed whether the null branch is subtracted as the paper prints it, `w a - (1 - w) b`;
///     otherwise added as its code does, `w a + (1 - w) b`
public record Guidance(int label, double weight, boolean printed) {
  /// Without a class.
  public static final Guidance NONE = new Guidance(-1, 1, false);

  public Guidance {
    if (!(weight >= 0) || Double.isInfinite(weight)) {
      throw new IllegalArgumentException("weight " + weight);
    }
  }

  /// Whether the network is asked without the class, too. At weight 1 that answer has no part.
  public boolean asksTwice() {
    return label >= 0 && weight != 1;
  }

  /// Both estimates as one.
  double[] mixed(double[] of, double[] without) {
    double other = printed ? weight - 1 : 1 - weight;
    double[] x1 = new double[of.length];
    for (int i = 0; i < x1.length; i++) {
      x1[i] = weight * of[i] + other * without[i];
    }
    return x1;
  }
}
