package dev.unmask.measure;

import dev.unmask.diffusion.Randomness;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/// Estimates the evidence lower bound of a text: a bound of `log p` of the targets given the rest.
///
/// `strata` noised copies, evenly spread over the noise levels, make a group; groups are
/// independent, and their differences give the standard error. Noise is a function of the seed,
/// the group, the copy and the position: results do not depend on the batch or on order.
///
/// @param noising by time or by count
/// @param strata copies of a group, at least 1
/// @param groups at least 1; a standard error takes 2
public record Elbo(Noising noising, int strata, int groups) {
  public Elbo {
    if (strata < 1 || groups < 1) {
      throw new IllegalArgumentException(groups + " groups of " + strata);
    }
  }

  /// Estimates it.
  ///
  /// @param text `[length]`
  /// @param targets positions that are scored, ascending; the others are given
  /// @throws Problem CANVAS if there is no target, or the model cannot predict one of them
  public LikelihoodBound of(
      MaskedCrossEntropy model, int[] text, int[] targets, Randomness randomness) {
    if (targets.length == 0) {
      throw new Problem(
          Code.CANVAS, "There is no token to score.", "Give a text of at least one token.");
    }
    if (targets[0] < model.firstPredicted()) {
      throw new Problem(
          Code.CANVAS,
          "This model never predicts the first position of a text.",
          "Begin with a token that is given, for example the one that begins texts.");
    }
    int maskId = model.model().maskId();
    List<List<NoisedText>> all = new ArrayList<>();
    for (int g = 0; g < groups; g++) {
      all.add(List.of(noising.group(text, targets, maskId, strata, g, randomness)));
    }
    return LikelihoodBound.of(model, all, targets.length);
  }
}
