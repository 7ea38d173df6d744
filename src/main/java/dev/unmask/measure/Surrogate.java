package dev.unmask.measure;

import dev.unmask.diffusion.Purpose;
import dev.unmask.diffusion.Randomness;
import dev.unmask.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

  /// Noises a text itself, one draw at each level, and scores it.
  ///
  /// @param text `[length]`
  /// @param targets positions that are scored, ascending
  /// @param levels `T`
  public static Surrogate of(
      MaskedCrossEntropy model, int[] text, int[] targets, int levels, Randomness randomness) {
    List<NoisedText> noised = new ArrayList<>();
    for (int i = 0; i < levels; i++) {
      double time = (double) (levels - i) / levels;
      int draw = i + 1;
      int[] masked =
          Arrays.stream(targets)
              .filter(p -> randomness.uniform(Purpose.NOISE, draw, p) < time)
              .toArray();
      noised.add(NoisedText.masking(text, masked, model.model().maskId(), time, 1));
    }
    double[] losses =
        model.of(noised).stream()
            .mapToDouble(nats -> Arrays.stream(nats).average().orElse(0))
            .toArray();
    return new Surrogate(losses, Arrays.stream(losses).average().orElse(0));
  }
}
