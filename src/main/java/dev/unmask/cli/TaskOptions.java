package dev.unmask.cli;

import dev.unmask.job.sweep.SweepTask;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What is to be solved.
final class TaskOptions {
  @Option(
      names = "--task",
      paramLabel = "NAME",
      description =
          "word-problems, worksheets, countdown-3, countdown-4, infilling, answers, or a task from"
              + " a file (unmask evaluate --help lists them); default: word-problems")
  String name = "";

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "Data file of the task in its published format")
  @Nullable Path data;

  @Option(names = "--items", paramLabel = "N", description = "How many; default ${DEFAULT-VALUE}")
  int items = 100;

  @Option(
      names = "--problem-seed",
      paramLabel = "N",
      description = "Of problems that are made; default ${DEFAULT-VALUE}")
  long seed = 1;

  @Option(
      names = "--largest",
      paramLabel = "N",
      description = "Largest number in problems that are made; default ${DEFAULT-VALUE}")
  int largest = SweepTask.LARGEST;

  @Option(
      names = "--equations",
      paramLabel = "N",
      description = "Equations of a word problem, at most; default ${DEFAULT-VALUE}")
  int equations = SweepTask.EQUATIONS;

  @Mixin final ShotOptions shots = new ShotOptions();

  @Option(
      names = "--as-published",
      description = "Repeat the defects of the authors' script, to compare with printed numbers")
  boolean asPublished;

  SweepTask task(String fallback) {
    return new SweepTask(
        name.isEmpty() ? fallback : name,
        data == null ? "" : data.toString(),
        items,
        seed,
        largest,
        equations,
        asPublished,
        shots.shots());
  }
}
