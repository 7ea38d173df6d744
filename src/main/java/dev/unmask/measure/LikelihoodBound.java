package dev.unmask.measure;

import java.util.List;

/// An estimate of the negative evidence lower bound of a text: never less than its negative
/// log-likelihood, in expectation.
///
/// @param nats of the whole text, mean over groups of noised copies, with the standard error that
///     the differences between groups give
/// @param groups `[groups]` the mean of each
/// @param targets number of positions that are scored
/// @param byPosition `[length]` what each position adds to the mean; 0 where nothing is scored
/// @param byTime `[bins]` what each noise level adds to the mean; bin `i` holds levels in
///     `(i / bins, (i + 1) / bins]`
public record LikelihoodBound(
    Estimate nats, double[] groups, int targets, double[] byPosition, double[] byTime) {

  /// Evaluates groups of noised copies of one text.
  ///
  /// The estimate of a group is `1/b sum_i sum_n weight * ce` over its `b` copies, masked or not.
  ///
  /// @param groups at least one, all of one size
  /// @param targets number of positions that could be masked
  public static LikelihoodBound of(
      MaskedCrossEntropy model, List<List<NoisedText>> groups, int targets) {
    List<NoisedText> all = groups.stream().flatMap(List::stream).toList();
    List<double[]> nats = model.of(all);
    int strata = groups.getFirst().size();
    double[] means = new double[groups.size()];
    double[] byPosition = new double[all.getFirst().length()];
    double[] byTime = new double[strata];
    for (int i = 0; i < all.size(); i++) {
      NoisedText text = all.get(i);
      means[i / strata] += text.weigh(nats.get(i)) / strata;
      byTime[bin(text.time(), strata)] += text.weigh(nats.get(i)) / all.size();
      for (int n = 0; n < text.masked().length; n++) {
        byPosition[text.masked()[n]] += text.weights()[n] * nats.get(i)[n] / all.size();
      }
    }
    return new LikelihoodBound(Estimate.of(means), means, targets, byPosition, byTime);
  }

  /// Nats for each scored token.
  public Estimate perToken() {
    return nats.times(1.0 / targets);
  }

  /// Bits for each scored token.
  public Estimate bitsPerToken() {
    return perToken().times(1 / Math.log(2));
  }

  /// `exp` of the nats per token: an upper bound of the perplexity.
  public double perplexity() {
    return Math.exp(perToken().mean());
  }

  /// A level on the edge of a bin belongs to the lower one, even if rounding lifts it over.
  private static int bin(double level, int bins) {
    return Math.clamp((long) Math.ceil(level * bins - 1e-9) - 1, 0, bins - 1);
  }
}
