package dev.unmask.job;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.nio.file.InvalidPathException;
import java.util.Locale;

/// What a person is told about something thrown: the job boundary is the one place where memory
/// errors and defects become words.
public final class Failures {
  private Failures() {}

  /// What is said of it.
  public static Problem problem(Throwable thrown) {
    return switch (thrown) {
      case Problem p -> p;
      case OutOfMemoryError e ->
          new Problem(
              Code.MEMORY,
              "The computer's memory ran out.",
              "Take a shorter canvas, fewer alternatives, bf16 or a smaller model.",
              e);
      case InvalidPathException e ->
          new Problem(
              Code.NOT_FOUND,
              "A name that was given is not a path on this system.",
              "Correct the path: " + e.getReason().toLowerCase(Locale.ROOT) + ".",
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
