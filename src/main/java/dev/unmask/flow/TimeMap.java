package dev.unmask.flow;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Maps of [0, 1] onto itself that place the points of a grid, or the times of training.
public enum TimeMap {
  /// Equal distances.
  UNIFORM {
    @Override
    public double time(double u) {
      return u;
    }
  },
  /// `1 - 1 / (tan(pi u / 2) + 1)`, which L2D trains with.
  COSMAP {
    @Override
    public double time(double u) {
      return u >= 1 ? 1 : 1 - 1 / (Math.tan(Math.PI * u / 2) + 1);
    }
  },
  /// `1 - (1 - u)^2`: small steps towards the end, where a token is settled.
  QUADRATIC {
    @Override
    public double time(double u) {
      return 1 - (1 - u) * (1 - u);
    }
  },
  /// Quantiles of a logit-normal distribution (mean 0, deviation 1): most points in the middle.
  LOGIT_NORMAL {
    @Override
    public double time(double u) {
      return u <= 0 ? 0 : u >= 1 ? 1 : 1 / (1 + Math.exp(-NormalQuantile.of(u)));
    }
  };

  /// The time at a share of the way; 0 at 0, 1 at 1, ascending.
  public abstract double time(double u);

  /// The name that users type, for example `logit-normal`.
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// All names.
  public static List<String> names() {
    return Arrays.stream(values()).map(TimeMap::text).toList();
  }

  /// By its name.
  ///
  /// @throws IllegalArgumentException if there is none
  public static TimeMap named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
