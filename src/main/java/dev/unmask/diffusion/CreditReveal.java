package dev.unmask.diffusion;

import dev.unmask.network.VocabularyMemory;
import java.util.List;
import java.util.Optional;

/// Threshold decoding on logits that remember: a token that was the best at a position in earlier
/// evaluations gains credit there.
///
/// @param threshold in (0, 1]
/// @param alpha weight of the credit
/// @param gamma exponent of the probability that is credited
/// @param beta share of the credit that is kept
/// @see "dInfer, credit decoding (fce4e32): confidence >= min(threshold, best - 1e-5)"
public record CreditReveal(double threshold, double alpha, double gamma, double beta)
    implements Adaptive {
  @Override
  public List<Probe> probes(Moment at) {
    // A credit is of its block: positions outside of it gain none.
    return List.of(Probe.of(at.canvas(), at.masked()));
  }

  @Override
  public Canvas next(Step step) {
    int[] masked = step.masked();
    double[] scores = Order.CONFIDENCE.scores(step, masked);
    double best = java.util.Arrays.stream(scores).max().orElse(0);
    double least = Math.min(threshold, best - ThresholdReveal.SLACK);
    return step.reveal(new ThresholdReveal(Order.CONFIDENCE, least).chosen(masked, scores));
  }

  @Override
  public Optional<VocabularyMemory.Use> memory() {
    return Optional.of(new VocabularyMemory.Use.Credit(alpha, gamma, beta));
  }
}
