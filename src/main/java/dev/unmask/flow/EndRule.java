package dev.unmask.flow;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What is done at time 1, where the velocity `(x1 - x) / (1 - t)` has no value.
public enum EndRule {
  /// A velocity wanted there is the last one before it: on a straight path that is its limit, and
  /// every method ends exactly on a constant estimate.
  REUSE,
  /// As [#REUSE], and the last state is then replaced by the last estimate.
  JUMP,
  /// A velocity wanted there is 0, as in the reference: Heun2 ends `h / 2` and RK4 `h / 8` of the
  /// whole path short of its goal, and adaptive methods step past the end.
  BUG_COMPATIBLE;

  /// The name that users type, for example `bug-compatible`.
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// All names.
  public static List<String> names() {
    return Arrays.stream(values()).map(EndRule::text).toList();
  }

  /// By its name.
  ///
  /// @throws IllegalArgumentException if there is none
  public static EndRule named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
