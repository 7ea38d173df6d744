package dev.unmask.diffusion;

import java.util.function.IntToDoubleFunction;

/// Categorical draws as the references make them, from one recorded uniform for each token.
final class Gumbel {
  private Gumbel() {}

  /// `argmax exp(z) / (-ln u)^T` in float64, in logarithms.
  ///
  /// @param logits `[rows * vocabulary]`
  static int exponential(
      float[] logits, int row, IntToDoubleFunction u, int vocabulary, double temperature) {
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int v = 0; v < vocabulary; v++) {
      double x =
          logits[row * vocabulary + v] - temperature * Math.log(-Math.log(u.applyAsDouble(v)));
      if (x > most) {
        most = x;
        best = v;
      }
    }
    return best;
  }

  /// `argmax q / (1e-10 - ln(u + 1e-10))`.
  static int categorical(double[] q, IntToDoubleFunction u) {
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int v = 0; v < q.length; v++) {
      double x = q[v] / (1e-10 - Math.log(u.applyAsDouble(v) + 1e-10));
      if (x > most) {
        most = x;
        best = v;
      }
    }
    return best;
  }
}
