package dev.unmask.cli;

import dev.unmask.job.sweep.FewShot;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Solved items before each item of a file.
final class ShotOptions {
  @Option(
      names = "--shots",
      paramLabel = "N",
      description =
          "Show N solved items before each item of a file (few-shot), by default the first of the"
              + " file, which are then not asked; never the item itself")
  int count;

  @Option(
      names = "--shots-from",
      paramLabel = "FILE",
      description = "Take them from another file of the same format")
  @Nullable Path file;

  /// What was asked for; null for nothing.
  @Nullable FewShot shots() {
    if (count == 0 && file != null) {
      throw new Problem(
          Code.PARAMETER,
          "--shots-from names a file of solved items, and none are to be shown.",
          "Say how many with --shots.");
    }
    return count == 0 ? null : new FewShot(count, file == null ? "" : file.toString());
  }
}
