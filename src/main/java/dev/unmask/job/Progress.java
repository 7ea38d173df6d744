package dev.unmask.job;

import java.time.Duration;

/// How far a job is.
///
/// @param step steps done
/// @param steps steps in all
/// @param evaluations network evaluations so far
/// @param revealed tokens written so far
/// @param elapsed since the first step began
public record Progress(int step, int steps, int evaluations, int revealed, Duration elapsed) {
  /// Tokens written per second, 0 before the first step ends.
  public double tokensPerSecond() {
    double seconds = elapsed.toNanos() / 1e9;
    return seconds == 0 ? 0 : revealed / seconds;
  }

  /// Time left at the pace so far; zero before the first step ends.
  public Duration left() {
    return step == 0 ? Duration.ZERO : elapsed.multipliedBy(steps - step).dividedBy(step);
  }
}
