package dev.unmask.diffusion;

import dev.unmask.network.Beliefs;

/// What one step did and believed: everything that a view, a session or a replay needs.
///
/// Step `k` of `T` evaluates the network on the canvas that step `k - 1` left (`x_t`), keeps its
/// current guess at every position (`x0_hat`), and reveals some. Both are kept, because most
/// samplers never re-mask: self-correction is visible only in `x0_hat`.
///
/// @param step 1 to `steps`
/// @param steps `T`
/// @param ids `[length]` the canvas after this step; masked positions hold the mask id
/// @param roles `[length]` codes of [Role] after this step
/// @param guess `[length]` `x0_hat`: the candidate where the input was masked, else the token
///     itself
/// @param changed positions whose id or role this step changed, ascending
/// @param beliefs at the positions that the sampler asked about: all that were masked in the input
///     of this step, and for some samplers those already revealed
/// @param evaluations network evaluations of the run so far
/// @param nanos wall time of this step
/// @param approximate whether a cache stood in for parts of the canvas that had changed since
public record Frame(
    int step,
    int steps,
    int[] ids,
    byte[] roles,
    int[] guess,
    int[] changed,
    Beliefs beliefs,
    int evaluations,
    long nanos,
    boolean approximate) {

  public Frame {
    if (ids.length != roles.length || ids.length != guess.length) {
      throw new IllegalArgumentException("arrays of different length");
    }
  }

  /// A frame of an exact step.
  public Frame(
      int step,
      int steps,
      int[] ids,
      byte[] roles,
      int[] guess,
      int[] changed,
      Beliefs beliefs,
      int evaluations,
      long nanos) {
    this(step, steps, ids, roles, guess, changed, beliefs, evaluations, nanos, false);
  }

  /// Diffusion time after this step: 1 before the first, 0 after the last.
  public double time() {
    return (double) (steps - step) / steps;
  }

  /// Length of the canvas.
  public int length() {
    return ids.length;
  }

  /// The role of a position after this step.
  public Role role(int position) {
    return Role.of(roles[position]);
  }

  /// How many positions are still masked after this step.
  public int maskedLeft() {
    int n = 0;
    for (byte r : roles) {
      if (r == Role.MASKED.code()) {
        n++;
      }
    }
    return n;
  }
}
