package dev.unmask.diffusion;

import dev.unmask.network.Beliefs;

/// What a reveal rule may look at: the canvas that the network saw, what it believes, and where the
/// run stands.
///
/// @param canvas the input of this evaluation
/// @param beliefs at the positions that the rule asked for
/// @param number `k`, 1 to `T`
/// @param total `T`
/// @param initiallyMasked masked positions when the run began
/// @param randomness of this run
public record Step(
    Canvas canvas,
    Beliefs beliefs,
    int number,
    int total,
    int initiallyMasked,
    Randomness randomness) {

  /// Steps after this one, `t = T - k`; at 0 everything left must be revealed.
  public int left() {
    return total - number;
  }
}
