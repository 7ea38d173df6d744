package dev.unmask.train;

import dev.unmask.task.Draws;
import org.jspecify.annotations.Nullable;

/// From causal to full attention: at ratio r a position may attend to those before it, and to each
/// later one with probability r; one matrix for all rows, heads and layers of a step.
///
/// @param steps until all attention is open; 1 or less opens it at once
/// @see "DiffuLLaMA (c17e897): r = min(1, (step + 1) / anneal_steps)"
public record Annealing(int steps) {
  private static final long PURPOSE = 3;

  /// The share of later positions that is open.
  public double ratio(long step) {
    return steps <= 1 ? 1 : Math.min(1, (step + 1.0) / steps);
  }

  /// What may attend to what.
  ///
  /// @return `[length * length]`, 1 where allowed; null where everything is
  public byte @Nullable [] allowed(long seed, long step, int length) {
    double ratio = ratio(step);
    if (ratio >= 1) {
      return null;
    }
    Draws draws = Draws.of(seed, PURPOSE, step);
    byte[] allowed = new byte[length * length];
    for (int q = 0; q < length; q++) {
      for (int k = 0; k < length; k++) {
        // One draw for each pair, so that the same pairs open in the same step whatever is below.
        boolean open = draws.uniform() < ratio;
        allowed[q * length + k] = (byte) (k <= q || open ? 1 : 0);
      }
    }
    return allowed;
  }

  /// Each position attends to itself and those before it.
  static byte[] causal(int length) {
    byte[] allowed = new byte[length * length];
    for (int q = 0; q < length; q++) {
      for (int k = 0; k <= q; k++) {
        allowed[q * length + k] = 1;
      }
    }
    return allowed;
  }
}
