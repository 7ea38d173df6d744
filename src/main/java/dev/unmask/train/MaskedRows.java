package dev.unmask.train;

import dev.unmask.network.Input;
import dev.unmask.network.LossTerms;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Texts of one length with some positions masked: what the masked diffusion objective learns from.
///
/// Masked is what the boolean says, never what an id looks like: the mask id may be an ordinary
/// token.
///
/// @param clean `[batch][length]` `x_0`
/// @param masked `[batch][length]` where `x_t` is the mask
/// @param times `[batch]` t in (0, 1]
public record MaskedRows(int[][] clean, boolean[][] masked, double[] times) {
  /// What a masked position counts in the loss.
  public enum Weight {
    /// `1/t`, as published: the sum is an upper bound of the negative log-likelihood.
    TIME,
    /// 1: many masks count as much as few.
    ONE
  }

  /// Masked positions that are targets: with the shift never position 0, which no row predicts.
  public int targets(boolean shift) {
    int n = 0;
    for (boolean[] row : masked) {
      for (int p = shift ? 1 : 0; p < row.length; p++) {
        n += row[p] ? 1 : 0;
      }
    }
    return n;
  }

  /// `sum_b w_b * sum_n ce[b, n] / count`, with `w` 1/t or 1.
  ///
  /// @param maskId the id that stands for a mask
  /// @param shift row `i` predicts position `i + 1`
  /// @param count masked targets of the whole batch, of which this may be a part
  /// @param allowed `[length * length]`, or null for the network's own attention
  /// @see "DiffuLLaMA, trainer (c17e897); Gong et al. 2024, equation 7"
  public LossTerms terms(
      int maskId, boolean shift, Weight weight, int count, byte @Nullable [] allowed) {
    int n = targets(shift);
    int[] rows = new int[n];
    int[] targets = new int[n];
    float[] weights = new float[n];
    int[][] noised = new int[clean.length][];
    int length = clean[0].length;
    int back = shift ? 1 : 0;
    int next = 0;
    for (int b = 0; b < clean.length; b++) {
      noised[b] = clean[b].clone();
      for (int p = 0; p < length; p++) {
        if (masked[b][p]) {
          noised[b][p] = maskId;
          if (p >= back) {
            rows[next] = b * length + p - back;
            targets[next] = clean[b][p];
            weights[next] = (float) ((weight == Weight.TIME ? 1 / times[b] : 1) / count);
            next++;
          }
        }
      }
    }
    return new LossTerms(Input.of(noised).attending(allowed), rows, targets, weights);
  }

  /// A part of the batch.
  MaskedRows part(int from, int to) {
    return new MaskedRows(
        Arrays.copyOfRange(clean, from, to),
        Arrays.copyOfRange(masked, from, to),
        Arrays.copyOfRange(times, from, to));
  }
}
