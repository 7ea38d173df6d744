package dev.unmask.diffusion;

import dev.unmask.network.Beliefs;
import dev.unmask.network.Denoiser;
import dev.unmask.network.MaskedDenoiser;
import java.util.Arrays;

/// Reverse steps by the score, the ratio of probabilities of a token and the mask: the probability
/// of a reveal is `dt dsigma/dt S` (Euler) or `(e^dsigma - 1) S` (analytic, by the staggered
/// score), where `S` is the sum of the scores of all tokens; the token is drawn in proportion to
/// its score.
///
/// A network that is told the noise gives scores itself (SEDD: `S = sum exp(z) / ((e^sigma - 1) (V
/// - 1))`); for the others `S = 1 / (e^sigma - 1)`. `T` steps lead from 1 to `end`; one more
///   evaluation draws what is left.
///
/// @see "SEDD (0605786), sampling.py; MDLM (c112c52), analytic sampler"
public final class ScoreReveal implements Transition {
  private static final double NOISE = 1 - 1e-3;

  private final Method method;
  private final double end;
  private final int tokens;
  private final boolean scored;

  /// How a step is made.
  public enum Method {
    /// First order in the step.
    EULER,
    /// Exact for a score that does not change within the step.
    ANALYTIC
  }

  /// @param end time at which the grid ends; the authors use 1e-5
  public ScoreReveal(Method method, double end) {
    this(method, end, 0, false);
  }

  private ScoreReveal(Method method, double end, int tokens, boolean scored) {
    this.method = method;
    this.end = end;
    this.tokens = tokens;
    this.scored = scored;
  }

  @Override
  public Transition begin(Denoiser model) {
    return new ScoreReveal(method, end, model.vocabularySize() - 1, model.toldTheNoise());
  }

  @Override
  public Canvas next(Step step) {
    Moment at = step.at();
    return step.reveal(
        Arrays.stream(step.masked())
            .filter(
                p ->
                    at.number() > at.total()
                        || at.uniform(Purpose.REVEAL, p) < reveal(at, step.beliefs(), p))
            .toArray());
  }

  /// Probability of a reveal; may exceed 1 with Euler, where it means 1.
  double reveal(Moment at, Beliefs beliefs, int position) {
    double t = time(at);
    double width = (1 - end) / at.total();
    double sigma = MaskedDenoiser.sigma(t);
    double sum = 1 / Math.expm1(sigma);
    if (scored) {
      sum *= Math.exp(beliefs.normalizers()[beliefs.indexOf(position)]) / tokens;
    }
    return switch (method) {
      case EULER -> width * NOISE / (1 - NOISE * t) * sum;
      case ANALYTIC -> Math.expm1(sigma - MaskedDenoiser.sigma(t - width)) * sum;
    };
  }

  @Override
  public double time(Moment at) {
    return at.number() > at.total() ? end : 1 - (at.number() - 1) * (1 - end) / at.total();
  }

  @Override
  public boolean finished(Moment at) {
    return at.number() > at.total() || at.masked().length == 0;
  }

  @Override
  public int bound(int steps, int masked) {
    return steps + 1;
  }

  @Override
  public boolean normalizers() {
    return scored;
  }
}
