package dev.unmask.cli;

import dev.unmask.checkpoint.ModelLocation;
import dev.unmask.job.Models;
import dev.unmask.job.StartModels;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/// What every command is given.
///
/// @param in what the user types
/// @param out results, for people or programs
/// @param err messages and progress
/// @param terminal whether `out` is a terminal that can be painted on
/// @param columns width of the terminal in characters
/// @param version of Unmask
/// @param location finds models by what users type
/// @param defaultModel the folder of the bundled model; fails with a problem if it is not there
/// @param models opens models with a number of threads
/// @param threads of the processor, the default
public record Surroundings(
    BufferedReader in,
    PrintWriter out,
    PrintWriter err,
    boolean terminal,
    int columns,
    String version,
    ModelLocation location,
    Supplier<Path> defaultModel,
    IntFunction<Models> models,
    int threads) {
  private static final int MOST_THREADS = 1024;

  /// How many threads are used.
  ///
  /// @param asked by the user; 0 for the default
  /// @throws Problem PARAMETER if no computer has so many
  int threads(int asked) {
    if (asked < 0 || asked > MOST_THREADS) {
      throw new Problem(
          Code.PARAMETER,
          "An operation was to run on %d threads.".formatted(asked),
          "Choose --threads from 1 to %d, or leave it out.".formatted(MOST_THREADS));
    }
    return asked > 0 ? asked : threads;
  }

  /// The folder that a recipe begins with: a path, or the name of a model that comes with Unmask.
  Path trainable(String name) {
    return new StartModels(defaultModel.get(), location).find(name);
  }

  /// The folder of a model.
  ///
  /// @param text what the user typed; empty for the bundled model
  Path model(String text) {
    return text.isEmpty() ? defaultModel.get() : location.find(text);
  }
}
