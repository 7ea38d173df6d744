package dev.unmask.job;

import dev.unmask.problem.Problem;
import org.jspecify.annotations.Nullable;

/// How a run ended.
///
/// @param outcome which way
/// @param problem what went wrong, only if it failed
public record RunEnd(Outcome outcome, @Nullable Problem problem) {
  /// Which way a run ended. Names are stored in session files and never change.
  public enum Outcome {
    FINISHED,
    CANCELLED,
    FAILED
  }

  public RunEnd {
    if ((outcome == Outcome.FAILED) != (problem != null)) {
      throw new IllegalArgumentException("a problem belongs to a failure, and only there");
    }
  }

  public static RunEnd finished() {
    return new RunEnd(Outcome.FINISHED, null);
  }

  public static RunEnd cancelled() {
    return new RunEnd(Outcome.CANCELLED, null);
  }

  /// @param thrown is told in words, whatever it was
  public static RunEnd failed(Throwable thrown) {
    return new RunEnd(Outcome.FAILED, Failures.problem(thrown));
  }
}
