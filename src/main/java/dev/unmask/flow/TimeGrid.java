package dev.unmask.flow;

import java.util.Arrays;

/// Times at which the state is wanted, and which fixed methods step between.
///
/// @param times ascending, at least 2
/// @param single whether times, steps and stage times are rounded to float32, as in the reference
public record TimeGrid(double[] times, boolean single) {
  public TimeGrid {
    if (times.length < 2) {
      throw new IllegalArgumentException("a grid has at least 2 points");
    }
    for (int i = 1; i < times.length; i++) {
      if (!(times[i] > times[i - 1])) {
        throw new IllegalArgumentException("times must ascend");
      }
    }
  }

  /// `n` times from 0 to `end`, equally far apart under a map.
  public static TimeGrid of(int n, TimeMap map, double end) {
    double[] t = new double[n];
    for (int i = 0; i < n; i++) {
      t[i] = end * map.time((double) i / (n - 1));
    }
    t[0] = 0;
    t[n - 1] = end;
    return new TimeGrid(t, false);
  }

  /// `n` times from 0 to `end` in float32 as `torch.linspace` rounds them.
  ///
  /// @see "PyTorch 2.7, aten/src/ATen/native/cpu/RangeFactoriesKernel.cpp"
  public static TimeGrid linspace(int n, double end) {
    float last = (float) end;
    float step = last / (n - 1);
    double[] t = new double[n];
    for (int i = 0; i < n; i++) {
      // Multiplied and subtracted in one rounding, as the vector units do it.
      t[i] = (float) (i < n / 2 ? (double) step * i : last - (double) step * (n - 1 - i));
    }
    return new TimeGrid(t, true);
  }

  /// The grid of a token that is decoded on the way: the first `k` points, as far apart as here.
  ///
  /// @param k 2 to the number of points
  public TimeGrid midway(int k) {
    return single ? linspace(k, times[k - 1]) : new TimeGrid(Arrays.copyOf(times, k), false);
  }

  /// The last time.
  public double end() {
    return times[times.length - 1];
  }

  /// Number of points.
  public int points() {
    return times.length;
  }

  /// A time or a difference of times, rounded as this grid is.
  double rounded(double t) {
    return single ? (float) t : t;
  }

  @Override
  public boolean equals(@org.jspecify.annotations.Nullable Object other) {
    return other instanceof TimeGrid g && single == g.single && Arrays.equals(times, g.times);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(times);
  }

  @Override
  public String toString() {
    return Arrays.toString(times);
  }
}
