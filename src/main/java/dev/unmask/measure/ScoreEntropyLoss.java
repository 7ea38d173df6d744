package dev.unmask.measure;

import dev.unmask.network.Denoiser;
import dev.unmask.network.MaskedDenoiser;
import java.util.List;

/// SEDD's bound of the negative log-likelihood for absorbing states: denoising score entropy.
///
/// With the network's scores `s_v` of the ordinary tokens and the true ratio
/// `r = 1 / (e^sigma - 1)`, each masked position adds
/// `rate * (sum_v s_v - r log s_(x_0) + r (log r - 1))`, which is never negative.
///
/// Scores are read as `s_v = e^(z_v) / ((e^sigma - 1) (V - 1))` with the `V` rows of the table, so
/// that their sum is the normaliser of the softmax up to a factor: no score leaves the engine.
///
/// @see "Lou, Meng, Ermon 2023, equation 13; SEDD, graph_lib.py, Absorbing.score_entropy (0605786)"
public final class ScoreEntropyLoss {
  private ScoreEntropyLoss() {}

  /// Evaluates noised texts ([LossNoise#sedd]) on a SEDD network.
  ///
  /// @param texts of one length; weights are the rates
  /// @return `[texts]` nats of each whole text
  /// @throws IllegalArgumentException if the model is not told the noise level, so cannot score
  public static double[] of(MaskedCrossEntropy model, List<NoisedText> texts) {
    Denoiser denoiser = model.model();
    if (!denoiser.toldTheNoise()) {
      throw new IllegalArgumentException("not a score network");
    }
    double[] loss = new double[texts.size()];
    double rows = Math.log(denoiser.vocabularySize() - 1);
    model.believe(
        texts,
        true,
        (beliefs, i) -> {
          NoisedText text = texts.get(i);
          double noise = Math.expm1(MaskedDenoiser.sigma(text.time()));
          double ratio = 1 / noise;
          double offset = Math.log(noise) + rows;
          for (int n = 0; n < text.masked().length; n++) {
            double all = beliefs.normalizers()[n] - offset;
            double own = beliefs.standing()[n] + all;
            double entropy = Math.exp(all) - ratio * own + ratio * (Math.log(ratio) - 1);
            loss[i] += text.weights()[n] * entropy;
          }
        });
    return loss;
  }
}
