package dev.unmask.measure;

import java.util.Arrays;

/// A mean of independent, equally distributed numbers, with its uncertainty.
///
/// @param mean of them
/// @param standardError standard deviation of the mean, from the unbiased sample variance; NaN for
///     a single number, which says nothing about its uncertainty
/// @param count how many there were
public record Estimate(double mean, double standardError, int count) {
  /// Averages numbers.
  ///
  /// @throws IllegalArgumentException if there are none
  public static Estimate of(double... numbers) {
    int n = numbers.length;
    if (n == 0) {
      throw new IllegalArgumentException("mean of nothing");
    }
    double mean = Arrays.stream(numbers).sum() / n;
    double squares = Arrays.stream(numbers).map(x -> (x - mean) * (x - mean)).sum();
    double error = n == 1 ? Double.NaN : Math.sqrt(squares / (n - 1) / n);
    return new Estimate(mean, error, n);
  }

  /// The same in another unit, for example per token.
  public Estimate times(double factor) {
    return new Estimate(mean * factor, standardError * Math.abs(factor), count);
  }

  /// How many standard errors a value is away: of either sign, 0 if it is the mean itself.
  public double errorsFrom(double value) {
    return mean == value ? 0 : (mean - value) / standardError;
  }
}
