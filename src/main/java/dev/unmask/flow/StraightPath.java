package dev.unmask.flow;

/// The path of L2D from noise to a token's embedding: `x_t = (1 - t) x0 + t x1`.
public final class StraightPath {
  private StraightPath() {}

  /// The state at a time.
  public static double[] between(double[] x0, double[] x1, double t) {
    double[] x = new double[x0.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = (1 - t) * x0[i] + t * x1[i];
    }
    return x;
  }

  /// The velocity towards an estimate, `(x1 - x) / (1 - t)`.
  ///
  /// @param t less than 1
  /// @param edm divided by `1 - t` once more, as the reference's other schedule
  public static double[] velocity(double[] x1, double[] x, double t, boolean edm) {
    double left = 1 - t;
    double scale = edm ? left * left : left;
    double[] v = new double[x.length];
    for (int i = 0; i < v.length; i++) {
      v[i] = (x1[i] - x[i]) / scale;
    }
    return v;
  }

  /// The state at a later time in one step, `x_s = x1 + (1 - s) / (1 - t) (x - x1)`: exact where
  /// the estimate is constant, without a singularity at 1; for `t < 1` an Euler step of `s - t`.
  public static double[] jump(double[] x1, double[] x, double t, double s) {
    double kept = s >= 1 ? 0 : (1 - s) / (1 - t);
    double[] out = new double[x.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = x1[i] + kept * (x[i] - x1[i]);
    }
    return out;
  }
}
