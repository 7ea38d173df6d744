package dev.unmask.diffusion;

import java.util.Arrays;
import java.util.OptionalInt;

/// Whether a text has begun to repeat itself, or has ended.
///
/// @see "BD3LM, diffusion.py, _check_stop_conds (1c3e8f4)"
public final class Degeneration {
  private static final int WINDOW = 256;
  private static final double LEAST_ENTROPY = 4;

  private Degeneration() {}

  /// Looks at a text of more than 256 tokens.
  ///
  /// @param ids the text so far
  /// @param eos the token that ends a text; if it also begins one, that counts
  /// @param variable whether the text may become shorter: a second end stops it, and what repeats
  ///     itself is cut off
  /// @return the length that is kept; empty if the text goes on
  public static OptionalInt cut(int[] ids, int eos, boolean variable) {
    if (ids.length <= WINDOW) {
      return OptionalInt.empty();
    }
    int[] last = Arrays.copyOfRange(ids, ids.length - WINDOW, ids.length);
    if (entropy(last) < LEAST_ENTROPY) {
      return OptionalInt.of(variable ? ids.length - WINDOW : ids.length);
    }
    int ends = 0;
    for (int i = 0; variable && i < ids.length; i++) {
      ends += ids[i] == eos ? 1 : 0;
      if (ends == 2) {
        return OptionalInt.of(i + 1);
      }
    }
    return OptionalInt.empty();
  }

  /// Entropy of the frequencies of the tokens, in nats.
  static double entropy(int... ids) {
    int[] sorted = ids.clone();
    Arrays.sort(sorted);
    double entropy = 0;
    int from = 0;
    for (int i = 1; i <= sorted.length; i++) {
      if (i == sorted.length || sorted[i] != sorted[from]) {
        double p = (double) (i - from) / sorted.length;
        entropy -= p * Math.log(p);
        from = i;
      }
    }
    return entropy;
  }
}
