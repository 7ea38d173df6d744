package dev.unmask.measure;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.List;

/// The validation loss of MDLM and BD3LM: weighted cross-entropy of the counted positions, divided
/// by their number, masked or not. With their noise its expectation is the bound per token.
///
/// @param loss nats per counted token
/// @param nats `[batch][length]` weighted cross-entropy; 0 where not masked or not counted
/// @see "Sahoo et al. 2024 (MDLM), equation 11; Arriola et al. 2025 (BD3LM), equation 8"
public record ValidationLoss(double loss, double[][] nats) {
  /// Evaluates noised texts ([LossNoise]).
  ///
  /// @param counted `[batch][length]` which positions are text: no padding, and for BD3LM not
  ///     position 0
  /// @throws Problem ARCHITECTURE if the model is told one noise level for a text, but the blocks
  ///     of the text have levels of their own
  public static ValidationLoss of(
      MaskedCrossEntropy model, List<NoisedText> texts, boolean[][] counted) {
    if (model.model().toldTheNoise() && texts.stream().anyMatch(ValidationLoss::uneven)) {
      throw new Problem(
          Code.ARCHITECTURE,
          "This model is told one noise level for a whole text, not one for each block.",
          "Measure it with one level for all blocks.");
    }
    List<double[]> raw = model.of(texts);
    double[][] nats = new double[texts.size()][];
    double sum = 0;
    int count = 0;
    for (int b = 0; b < nats.length; b++) {
      NoisedText text = texts.get(b);
      nats[b] = new double[text.length()];
      for (int n = 0; n < text.masked().length; n++) {
        int p = text.masked()[n];
        if (counted[b][p]) {
          nats[b][p] = text.weights()[n] * raw.get(b)[n];
          sum += nats[b][p];
        }
      }
      for (boolean counts : counted[b]) {
        count += counts ? 1 : 0;
      }
    }
    return new ValidationLoss(sum / Math.max(1, count), nats);
  }

  private static boolean uneven(NoisedText text) {
    double[] w = text.weights();
    for (double other : w) {
      if (other != w[0]) {
        return true;
      }
    }
    return false;
  }
}
