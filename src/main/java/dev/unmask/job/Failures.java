package dev.unmask.job;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;

/// What a person is told about something thrown: the job boundary is the one place where memory
/// errors and defects become words.
final class Failures {
  private Failures() {}

  static Problem problem(Throwable thrown) {
    return switch (thrown) {
      case Problem p -> p;
      case OutOfMemoryError e ->
          new Problem(
              Code.MEMORY,
              "The computer's memory ran out.",
              "Take a shorter canvas, fewer alternatives, bf16 or a smaller model.",
              e);
      default ->
          new Problem(
              Code.INTERNAL,
              "Something failed inside Unmask (" + thrown.getClass().getSimpleName() + ").",
              "Please report it together with the log.",
              thrown);
    };
  }
}
