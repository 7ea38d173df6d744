package dev.unmask.bench.reproduce;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;

/// How much is measured.
///
/// @param items of each point; 0 writes the page without measuring anything
/// @param seeds of each point, and models of each setting of the ablation
public record Extent(int items, int seeds) {
  /// @throws Problem PARAMETER if that cannot be
  public Extent {
    if (items < 0 || seeds < 1 || seeds > 9) {
      throw new Problem(
          Code.PARAMETER,
          "%d items with %d seeds cannot be measured.".formatted(items, seeds),
          "Give 1 to 9 seeds, and 0 items for the page alone.");
    }
  }
}
