package dev.unmask.job.evaluate;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;

/// How much work a bound is worth.
///
/// @param strata noise levels of a group, spread evenly
/// @param groups independent groups; their differences give the standard error
/// @param orders random orders of the chain rule; 0 leaves it out, since it takes an evaluation for
///     each token
/// @param levels of the published surrogate
/// @param seed of all noise, with the number of the text
public record BoundOptions(int strata, int groups, int orders, int levels, long seed) {
  /// @throws Problem PARAMETER if that is no work, or no standard error
  public BoundOptions {
    if (strata < 1 || groups < 2 || orders < 0 || levels < 1) {
      throw new Problem(
          Code.PARAMETER,
          "A bound of %d groups of %d, with %d orders and %d levels, cannot be estimated."
              .formatted(groups, strata, orders, levels),
          "Take at least 1 level, 2 groups and 1 level of the surrogate.");
    }
  }

  /// What takes a second for a short text.
  public static BoundOptions usual(long seed) {
    return new BoundOptions(16, 8, 2, 32, seed);
  }
}
