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
    least("noise levels (strata)", strata, 1);
    least("groups of them, which give the standard error", groups, 2);
    least("orders of the chain rule", orders, 0);
    least("levels of the surrogate", levels, 1);
  }

  private static void least(String what, int value, int least) {
    if (value < least) {
      throw new Problem(
          Code.PARAMETER,
          "A bound cannot be estimated from %d %s.".formatted(value, what),
          "Take at least %d.".formatted(least));
    }
  }

  /// What takes a second for a short text.
  public static BoundOptions usual(long seed) {
    return new BoundOptions(16, 8, 2, 32, seed);
  }
}
