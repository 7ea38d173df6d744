package dev.unmask.cli;

import dev.unmask.job.Failures;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// Turns whatever goes wrong into one plain sentence, a code and an exit status. The technical
/// trace is printed only with `--trace`.
final class Unfailing {
  private final PrintWriter err;

  Unfailing(PrintWriter err) {
    this.err = err;
  }

  void on(CommandLine line) {
    line.setParameterExceptionHandler((e, args) -> usage(e));
    line.setExecutionExceptionHandler((e, command, parsed) -> failed(e, tracing(command)));
  }

  private int usage(ParameterException e) {
    String sentence =
        Objects.toString(e.getMessage(), "").lines().findFirst().orElse("The command is wrong.");
    String name = e.getCommandLine().getCommandSpec().qualifiedName();
    return say(
        new Problem(
            Code.PARAMETER,
            sentence.endsWith(".") ? sentence : sentence + ".",
            "See " + name + " --help."));
  }

  private int failed(Exception e, boolean trace) {
    Throwable cause = e;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (trace) {
      cause.printStackTrace(err);
    }
    Problem told = Failures.problem(cause);
    if (told.code() != Code.INTERNAL || cause instanceof Problem) {
      return say(told);
    }
    return say(
        new Problem(
            Code.INTERNAL,
            "Something went wrong inside Unmask (" + cause.getClass().getSimpleName() + ").",
            "Please report it with the output of the same command and --trace.",
            cause));
  }

  private int say(Problem problem) {
    err.println(problem.inOneLine());
    err.flush();
    return problem.code().exitStatus();
  }

  private static boolean tracing(CommandLine command) {
    Object option = command.getCommandSpec().root().findOption("--trace").getValue();
    return Boolean.TRUE.equals(option);
  }

  /// Waits for a result and throws what it failed with, unwrapped.
  static <T> T result(Supplier<T> wait) {
    try {
      return wait.get();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
