package dev.unmask.window.train;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How far a training is.
///
/// @param step steps made
/// @param total steps of the recipe
/// @param saved step of the newest checkpoint, 0 if there is none
/// @param tokensPerSecond of late; NaN before the first step
/// @param gigaflops multiplications and additions in thousand millions a second; NaN as above
/// @param left time to the end at the pace of this sitting; null before its first step
record Standing(
    long step,
    long total,
    long saved,
    double tokensPerSecond,
    double gigaflops,
    @Nullable Duration left) {
  /// Nothing yet.
  static final Standing NONE = new Standing(0, 0, 0, Double.NaN, Double.NaN, null);

  /// Share of the steps that are made.
  double share() {
    return total == 0 ? 0 : Math.min(1, (double) step / total);
  }
}
