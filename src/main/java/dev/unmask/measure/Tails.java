package dev.unmask.measure;

/// Tail probabilities of the distributions that tests ask for, to about 1e-12.
///
/// @see "Press et al.: Numerical Recipes, 3rd edition, sections 6.1, 6.2 and 6.4"
final class Tails {
  private static final int MOST_TERMS = 10_000;
  private static final double SMALL = 1e-300;
  private static final double EPS = 1e-15;
  private static final double[] LANCZOS = {
    0.9999999999998099,
    676.5203681218851,
    -1259.1392167224028,
    771.3234287776531,
    -176.6150291621406,
    12.507343278686905,
    -0.13857109526572012,
    9.984369578019572e-6,
    1.5056327351493116e-7
  };

  private Tails() {}

  /// `P(|T| >= |t|)` of Student's t.
  ///
  /// @param freedom degrees of freedom, above 0
  static double student(double t, double freedom) {
    return incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5);
  }

  /// `P(X >= x)` of chi-square with one degree of freedom.
  static double chiSquareOne(double x) {
    return x <= 0 ? 1 : upperGammaHalf(x / 2);
  }

  /// `P(X <= k)` of the binomial distribution of `n` fair coins.
  static double fairCoins(int k, int n) {
    return k < 0 ? 0 : k >= n ? 1 : incompleteBeta(0.5, n - k, k + 1);
  }

  /// The regularised incomplete beta function `I_x(a, b)`.
  static double incompleteBeta(double x, double a, double b) {
    if (x <= 0) {
      return 0;
    }
    if (x >= 1) {
      return 1;
    }
    double front =
        Math.exp(
            logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
    return x < (a + 1) / (a + b + 2)
        ? front * betaFraction(x, a, b) / a
        : 1 - front * betaFraction(1 - x, b, a) / b;
  }

  private static double betaFraction(double x, double a, double b) {
    double c = 1;
    double d = 1 / away(1 - (a + b) * x / (a + 1));
    double h = d;
    for (int m = 1; m < MOST_TERMS; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / away(1 + even * d);
      c = away(1 + even / c);
      h *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / away(1 + odd * d);
      c = away(1 + odd / c);
      h *= d * c;
      if (Math.abs(d * c - 1) < EPS) {
        return h;
      }
    }
    throw new ArithmeticException("no convergence at " + x + ", " + a + ", " + b);
  }

  /// `Q(1/2, x)`: the series where `x` is small, else the continued fraction.
  private static double upperGammaHalf(double x) {
    double a = 0.5;
    double front = Math.exp(-x + a * Math.log(x) - logGamma(a));
    if (x < a + 1) {
      double term = 1 / a;
      double sum = term;
      for (int n = 1; term > sum * EPS; n++) {
        term *= x / (a + n);
        sum += term;
      }
      return 1 - sum * front;
    }
    double b = x + 1 - a;
    double c = 1 / SMALL;
    double d = 1 / b;
    double h = d;
    for (int i = 1; i < MOST_TERMS; i++) {
      double an = -i * (i - a);
      b += 2;
      d = 1 / away(an * d + b);
      c = away(b + an / c);
      h *= d * c;
      if (Math.abs(d * c - 1) < EPS) {
        return front * h;
      }
    }
    throw new ArithmeticException("no convergence at " + x);
  }

  private static double away(double x) {
    return Math.abs(x) < SMALL ? SMALL : x;
  }

  /// Lanczos' approximation with g = 7 and nine terms.
  static double logGamma(double x) {
    if (x < 0.5) {
      return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
    }
    double z = x - 1;
    double sum = LANCZOS[0];
    for (int i = 1; i < LANCZOS.length; i++) {
      sum += LANCZOS[i] / (z + i);
    }
    double t = z + 7.5;
    return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum);
  }
}
