package dev.unmask.measure;

import dev.unmask.network.Network;
import java.util.Arrays;

/// The multiple-choice score of DiffuLLaMA's evaluation: the unweighted mean cross-entropy of the
/// masked target tokens at each noise level `t = T..1`, 0 where nothing was masked, averaged over
/// the levels.
///
/// A stochastic surrogate, not a bound: short answers with empty levels are scored too low.
///
/// @param levels loss of each level
/// @param score their mean; the answer with the smallest wins
/// @see "DiffuLLaMA, eval_forward (c17e897)"
public record Surrogate(double[] levels, double score) {
  /// Scores given noised texts.
  ///
  /// @param clean `[batch][length]`
  /// @param noised `[level][batch][length]`
  public static Surrogate of(
      Network network, int[][] clean, int[][][] noised, int maskId, boolean shift) {
    double[] ones = new double[clean.length];
    Arrays.fill(ones, 1);
    double[] levels = new double[noised.length];
    for (int i = 0; i < levels.length; i++) {
      levels[i] =
          MaskedDiffusionLoss.of(network, clean, noised[i], ones, maskId, shift, null).unweighted();
    }
    return new Surrogate(levels, Arrays.stream(levels).average().orElse(0));
  }
}
