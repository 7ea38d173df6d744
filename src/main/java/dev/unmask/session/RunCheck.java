package dev.unmask.session;

import org.jspecify.annotations.Nullable;

/// What came out when a run was done again.
///
/// @param run its number
/// @param frames how many were compared
/// @param largest greatest difference of two floats in nats; 0 if all are equal bit for bit
/// @param difference the first one that is too great, or null
/// @param unit what the frames are, in words: `steps` or `tokens`
public record RunCheck(
    long run, int frames, double largest, @Nullable Difference difference, String unit) {
  /// A run whose frames are steps.
  public RunCheck(long run, int frames, double largest, @Nullable Difference difference) {
    this(run, frames, largest, difference, "steps");
  }

  /// A run of which nobody can read any more what was asked.
  public static RunCheck unreadable(long run) {
    return new RunCheck(run, 0, 0, Difference.damaged(0, "what was asked"));
  }

  /// Whether everything is the same, floats bit for bit.
  public boolean identical() {
    return difference == null && largest == 0;
  }

  /// Whether everything is the same, floats up to the tolerance.
  public boolean passed() {
    return difference == null;
  }

  /// In one line.
  public String inOneLine() {
    if (difference != null) {
      return "run %d differs: %s".formatted(run, difference.inOneLine());
    }
    return largest == 0
        ? "run %d: identical, %d %s".formatted(run, frames, unit)
        : "run %d: same tokens, numbers within %.1e nats, %d %s"
            .formatted(run, largest, frames, unit);
  }
}
