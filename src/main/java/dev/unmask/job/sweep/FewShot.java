package dev.unmask.job.sweep;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;

/// How many solved items stand before each item of a file, and where they come from.
///
/// @param count at least 1
/// @param file of the same format; empty takes the first items of the task's own file, which are
///     then not asked
public record FewShot(int count, String file) {
  private static final int MOST = 64;

  /// @throws Problem PARAMETER if that cannot be
  public FewShot {
    if (count < 1 || count > MOST) {
      throw new Problem(
          Code.PARAMETER,
          "%d solved items cannot stand before each item.".formatted(count),
          "Choose 1 to " + MOST + ", or leave --shots out.");
    }
  }

  /// In words, for a result.
  public String words() {
    return "%d solved %s before each item, from %s (few-shot)."
        .formatted(
            count,
            count == 1 ? "item stands" : "items stand",
            file.isEmpty() ? "the beginning of its file, which is not asked" : file);
  }
}
