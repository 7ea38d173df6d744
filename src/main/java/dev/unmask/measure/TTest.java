package dev.unmask.measure;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.Arrays;

/// Student's t-test on repeated runs, one number from each seed.
///
/// @param difference mean of the second less mean of the first
/// @param t statistic; infinite where the numbers do not vary but differ
/// @param freedom degrees of freedom
/// @param p probability of such a difference or a larger one if there were none, two-sided
public record TTest(double difference, double t, double freedom, double p) {
  /// With fewer seeds the spread between seeds is not known.
  public static final int FEWEST = 3;

  /// For runs that share their seeds: a test of their differences.
  ///
  /// @param first one number for each seed
  /// @param second of the same seeds in the same order
  /// @throws Problem PARAMETER if there are fewer than 3
  public static TTest paired(double[] first, double[] second) {
    check(first, second);
    if (first.length != second.length) {
      throw new IllegalArgumentException("not the same seeds");
    }
    double[] each = new double[first.length];
    Arrays.setAll(each, i -> second[i] - first[i]);
    Estimate mean = Estimate.of(each);
    return of(mean.mean(), mean.standardError(), each.length - 1.0);
  }

  /// For runs of different seeds, whose spreads may differ.
  ///
  /// @throws Problem PARAMETER if there are fewer than 3 of one of them
  /// @see "Welch: The generalization of Student's problem when several different population
  ///     variances are involved. 1947"
  public static TTest welch(double[] first, double[] second) {
    check(first, second);
    Estimate a = Estimate.of(first);
    Estimate b = Estimate.of(second);
    double va = a.standardError() * a.standardError();
    double vb = b.standardError() * b.standardError();
    double both = va + vb;
    double freedom =
        both == 0
            ? first.length + second.length - 2.0
            : both * both / (va * va / (first.length - 1) + vb * vb / (second.length - 1));
    return of(b.mean() - a.mean(), Math.sqrt(both), freedom);
  }

  private static TTest of(double difference, double error, double freedom) {
    if (error == 0) {
      double t = difference == 0 ? 0 : Math.copySign(Double.POSITIVE_INFINITY, difference);
      return new TTest(difference, t, freedom, difference == 0 ? 1 : 0);
    }
    double t = difference / error;
    return new TTest(difference, t, freedom, Tails.student(t, freedom));
  }

  private static void check(double[] first, double[] second) {
    int n = Math.min(first.length, second.length);
    if (n < FEWEST) {
      throw new Problem(
          Code.PARAMETER,
          "A t-test was asked for with %d seeds; it needs at least %d.".formatted(n, FEWEST),
          "Repeat the runs with --seeds 3 or more.");
    }
  }
}
