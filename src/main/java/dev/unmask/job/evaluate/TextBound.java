package dev.unmask.job.evaluate;

import dev.unmask.measure.Estimate;
import org.jspecify.annotations.Nullable;

/// What a diffusion model thinks of one text, by every estimator; all in nats of the whole text.
///
/// @param id of the text
/// @param tokens `[length]` the texts of its tokens
/// @param from first position that is scored
/// @param cut whether it had to be shortened to fit
/// @param bytes of the scored tokens in UTF-8
/// @param time the bound by times, weight 1/t
/// @param count the bound by exact counts, weight L/k
/// @param byPosition `[length]` what each position adds to `count`
/// @param byTime `[strata]` what each noise level adds to `count`, from little noise to much
/// @param orders the chain rule in random orders, or null if it was left out
/// @param leftToRight the chain rule from left to right, or null
/// @param surrogate the published score, nats for a masked token; no bound
/// @param autoregressive negative log-likelihood by a model that writes left to right, or null
/// @param autoregressiveByPosition `[length]` of it, or empty
public record TextBound(
    String id,
    String[] tokens,
    int from,
    boolean cut,
    int bytes,
    Estimate time,
    Estimate count,
    double[] byPosition,
    double[] byTime,
    @Nullable Estimate orders,
    @Nullable Double leftToRight,
    double surrogate,
    @Nullable Double autoregressive,
    double[] autoregressiveByPosition) {
  /// Tokens that are scored.
  public int targets() {
    return tokens.length - from;
  }
}
