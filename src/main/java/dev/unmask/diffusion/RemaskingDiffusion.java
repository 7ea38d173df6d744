package dev.unmask.diffusion;

import dev.unmask.network.Denoiser;
import dev.unmask.network.TokenDraw;
import java.util.Arrays;

/// The reverse process of masked diffusion on `alpha_t = 1 - t` in which a revealed token may be
/// masked again with probability sigma, so that mistakes can be mended. A masked position is
/// revealed with probability `(alpha_s - (1 - sigma) alpha_t) / (1 - alpha_t)`.
///
/// With [Strategy#NONE] it is MDLM's ancestral sampler. `T` steps lead from 1 to `end`; masks that
/// are left then are filled with the most probable tokens by one more evaluation.
///
/// @see "MDLM (c112c52), ddpm and ddpm_cache; ReMDM (f830d65)"
public final class RemaskingDiffusion implements Transition {
  private final Strategy strategy;
  private final double eta;
  private final Loop loop;
  private final double end;
  private double[] confidence = {};

  /// How large sigma is.
  public enum Strategy {
    /// 0: nothing is masked again.
    NONE,
    /// `min(eta, (1 - alpha_s) / alpha_t)`.
    CAP,
    /// `eta min(1, (1 - alpha_s) / alpha_t)`.
    RESCALE,
    /// The largest sigma, divided among the revealed positions by `softmax(-p)` of the probability
    /// with which each was revealed.
    CONFIDENCE,
    /// Reveals until `on`, then holds alpha and replaces tokens with sigma = eta until `off`, then
    /// reveals the rest.
    LOOP,
    /// `(alpha_s - alpha_t) / alpha_t`.
    FORWARD_BACKWARD
  }

  /// The phases of [Strategy#LOOP].
  ///
  /// @param on time at which replacing begins
  /// @param off time at which it ends
  /// @param alpha share of revealed tokens meanwhile
  public record Loop(double on, double off, double alpha) {
    /// As published.
    public static final Loop PUBLISHED = new Loop(0.55, 0.05, 0.9);
  }

  /// What happens in a step.
  ///
  /// @param alphaT share of revealed tokens before it
  /// @param alphaS after it
  /// @param sigma `[length]` probability of masking again at each position
  record Rates(double alphaT, double alphaS, double[] sigma) {
    double reveal(int position) {
      double r = (alphaS - (1 - sigma[position]) * alphaT) / (1 - alphaT);
      return Double.isNaN(r) ? 1 : r;
    }
  }

  /// @param eta strength, for the strategies that have one
  /// @param end time at which the grid ends; the authors use 1e-5
  public RemaskingDiffusion(Strategy strategy, double eta, Loop loop, double end) {
    this.strategy = strategy;
    this.eta = eta;
    this.loop = loop;
    this.end = end;
  }

  @Override
  public Transition begin(Denoiser model) {
    return new RemaskingDiffusion(strategy, eta, loop, end);
  }

  @Override
  public Canvas next(Step step) {
    Moment at = step.at();
    if (at.number() > at.total()) {
      return step.canvas().reveal(step.masked(), step.best());
    }
    Rates rates = rates(at);
    int[] reveal =
        Arrays.stream(step.masked())
            .filter(p -> at.uniform(Purpose.REVEAL, p) < rates.reveal(p))
            .toArray();
    int[] again =
        Arrays.stream(step.canvas().writablePositions(at.block()))
            .filter(p -> !step.canvas().masked(p))
            .filter(p -> at.uniform(Purpose.REMASK, p) < rates.sigma()[p])
            .toArray();
    note(step, reveal, again);
    return step.reveal(reveal).remask(again);
  }

  private void note(Step step, int[] revealed, int... again) {
    for (int p : revealed) {
      float log = step.beliefs().logProbabilities()[step.beliefs().indexOf(p)];
      confidence[p] = Math.exp(log);
    }
    for (int p : again) {
      confidence[p] = Double.NEGATIVE_INFINITY;
    }
  }

  /// What this step does.
  Rates rates(Moment at) {
    if (confidence.length != at.canvas().length()) {
      confidence = new double[at.canvas().length()];
      Arrays.fill(confidence, Double.NEGATIVE_INFINITY);
    }
    double t = time(at);
    double s = t - (1 - end) / at.total();
    double[] sigma = new double[at.canvas().length()];
    double alphaT = 1 - t;
    double alphaS = 1 - s;
    if (strategy == Strategy.LOOP) {
      if (t > loop.on()) {
        return new Rates(rise(t), rise(s), sigma);
      }
      if (t > loop.off()) {
        Arrays.fill(sigma, eta);
        return new Rates(loop.alpha(), loop.alpha(), sigma);
      }
      double slope = (1 - loop.alpha()) / loop.off();
      return new Rates(1 - t * slope, 1 - s * slope, sigma);
    }
    double most = alphaT > 0 ? Math.min(1, (1 - alphaS) / alphaT) : 1;
    switch (strategy) {
      case NONE, LOOP -> {}
      case CAP -> Arrays.fill(sigma, alphaT > 0 ? Math.min(eta, (1 - alphaS) / alphaT) : eta);
      case RESCALE -> Arrays.fill(sigma, eta * most);
      case CONFIDENCE -> divide(sigma, most);
      case FORWARD_BACKWARD -> Arrays.fill(sigma, alphaT > 0 ? (alphaS - alphaT) / alphaT : 1);
    }
    return new Rates(alphaT, alphaS, sigma);
  }

  private double rise(double time) {
    return (1 - time) * loop.alpha() / (1 - loop.on());
  }

  private void divide(double[] sigma, double most) {
    double sum = 0;
    for (int p = 0; p < sigma.length; p++) {
      sigma[p] = confidence[p] == Double.NEGATIVE_INFINITY ? 0 : Math.exp(-confidence[p]);
      sum += sigma[p];
    }
    for (int p = 0; p < sigma.length && sum > 0; p++) {
      sigma[p] *= most / sum;
    }
  }

  @Override
  public double time(Moment at) {
    return at.number() > at.total()
        ? Math.max(end, Double.MIN_NORMAL)
        : 1 - (at.number() - 1) * (1 - end) / at.total();
  }

  @Override
  public boolean finished(Moment at) {
    boolean complete = at.masked().length == 0;
    return at.number() > at.total()
        || (complete && (at.number() == at.total() || strategy == Strategy.NONE));
  }

  @Override
  public int bound(int steps, int masked) {
    return steps + 1;
  }

  @Override
  public TokenDraw draw(Moment at, TokenDraw asked) {
    return asked.droppingCrossing().reading(TokenDraw.Basis.FILTERED);
  }
}
