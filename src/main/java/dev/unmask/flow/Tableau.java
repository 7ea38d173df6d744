package dev.unmask.flow;

/// An explicit Runge-Kutta method of `s` stages: stage `i` asks for the velocity
/// `k_i = v(t + c_i h, x + h sum_j a_ij k_j)`, and the step ends at `x + h sum_i b_i k_i`.
///
/// @param c `[s]` stage times within the step, the first 0
/// @param a `[s][i]` how earlier velocities enter stage `i`
/// @param b `[s]` weights of the step
/// @param error `[s]` weights of the difference to the embedded method of lower order; empty for a
///     method without one
/// @param middle `[s]` weights of the state in the middle of the step, for interpolation; empty for
///     a method without one
/// @param order as torchdiffeq counts it for the size of the next step
record Tableau(double[] c, double[][] a, double[] b, double[] error, double[] middle, int order) {
  private static final double[] NONE = {};

  static final Tableau EULER = plain(new double[] {0}, new double[][] {{}}, new double[] {1}, 1);

  static final Tableau MIDPOINT =
      plain(new double[] {0, 0.5}, new double[][] {{}, {0.5}}, new double[] {0, 1}, 2);

  /// Heun's second order, the explicit trapezoid.
  static final Tableau HEUN2 =
      plain(new double[] {0, 1}, new double[][] {{}, {1}}, new double[] {0.5, 0.5}, 2);

  /// Heun's third order: it never asks at the end of the step.
  static final Tableau HEUN3 =
      plain(
          new double[] {0, 1 / 3.0, 2 / 3.0},
          new double[][] {{}, {1 / 3.0}, {0, 2 / 3.0}},
          new double[] {0.25, 0, 0.75},
          3);

  /// The 3/8 rule, which torchdiffeq calls `rk4`.
  static final Tableau THREE_EIGHTHS =
      plain(
          new double[] {0, 1 / 3.0, 2 / 3.0, 1},
          new double[][] {{}, {1 / 3.0}, {-1 / 3.0, 1}, {1, -1, 1}},
          new double[] {0.125, 0.375, 0.375, 0.125},
          4);

  /// The classic method of Kutta.
  static final Tableau CLASSIC =
      plain(
          new double[] {0, 0.5, 0.5, 1},
          new double[][] {{}, {0.5}, {0, 0.5}, {0, 0, 1}},
          new double[] {1 / 6.0, 1 / 3.0, 1 / 3.0, 1 / 6.0},
          4);

  /// Heun 2(1).
  static final Tableau ADAPTIVE_HEUN =
      new Tableau(
          new double[] {0, 1},
          new double[][] {{}, {1}},
          new double[] {0.5, 0.5},
          new double[] {0.5, -0.5},
          new double[] {0.5, 0},
          2);

  /// Fehlberg 2(1).
  static final Tableau FEHLBERG2 =
      new Tableau(
          new double[] {0, 0.5, 1},
          new double[][] {{}, {0.5}, {1 / 256.0, 255 / 256.0}},
          new double[] {1 / 512.0, 255 / 256.0, 1 / 512.0},
          new double[] {-1 / 512.0, 0, 1 / 512.0},
          new double[] {0, 0.5, 0},
          2);

  /// Bogacki and Shampine 3(2).
  static final Tableau BOGACKI_SHAMPINE =
      new Tableau(
          new double[] {0, 0.5, 0.75, 1},
          new double[][] {{}, {0.5}, {0, 0.75}, {2 / 9.0, 1 / 3.0, 4 / 9.0}},
          new double[] {2 / 9.0, 1 / 3.0, 4 / 9.0, 0},
          new double[] {2 / 9.0 - 7 / 24.0, 1 / 3.0 - 1 / 4.0, 4 / 9.0 - 1 / 3.0, -1 / 8.0},
          new double[] {0, 0.5, 0, 0},
          3);

  /// Dormand and Prince 5(4).
  static final Tableau DORMAND_PRINCE =
      new Tableau(
          new double[] {0, 1 / 5.0, 3 / 10.0, 4 / 5.0, 8 / 9.0, 1, 1},
          new double[][] {
            {},
            {1 / 5.0},
            {3 / 40.0, 9 / 40.0},
            {44 / 45.0, -56 / 15.0, 32 / 9.0},
            {19372 / 6561.0, -25360 / 2187.0, 64448 / 6561.0, -212 / 729.0},
            {9017 / 3168.0, -355 / 33.0, 46732 / 5247.0, 49 / 176.0, -5103 / 18656.0},
            {35 / 384.0, 0, 500 / 1113.0, 125 / 192.0, -2187 / 6784.0, 11 / 84.0}
          },
          new double[] {35 / 384.0, 0, 500 / 1113.0, 125 / 192.0, -2187 / 6784.0, 11 / 84.0, 0},
          new double[] {
            35 / 384.0 - 1951 / 21600.0,
            0,
            500 / 1113.0 - 22642 / 50085.0,
            125 / 192.0 - 451 / 720.0,
            -2187 / 6784.0 + 12231 / 42400.0,
            11 / 84.0 - 649 / 6300.0,
            -1 / 60.0
          },
          new double[] {
            6025192743.0 / 30085553152.0 / 2,
            0,
            51252292925.0 / 65400821598.0 / 2,
            -2691868925.0 / 45128329728.0 / 2,
            187940372067.0 / 1594534317056.0 / 2,
            -1776094331.0 / 19743644256.0 / 2,
            11237099.0 / 235043384.0 / 2
          },
          5);

  private static Tableau plain(double[] c, double[][] a, double[] b, int order) {
    return new Tableau(c, a, b, NONE, NONE, order);
  }

  int stages() {
    return c.length;
  }

  /// `x + h sum_j weights_j k_j` over the first velocities.
  static double[] moved(double[] x, double h, double[] weights, double[][] k) {
    double[] out = x.clone();
    for (int j = 0; j < weights.length; j++) {
      double w = h * weights[j];
      if (w != 0) {
        for (int i = 0; i < out.length; i++) {
          out[i] += w * k[j][i];
        }
      }
    }
    return out;
  }
}
