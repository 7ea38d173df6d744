package dev.unmask.diffusion;

import dev.unmask.network.Denoiser;
import dev.unmask.network.TokenDraw;

/// Jumps from reveal to reveal: with `n` masked positions the next one is revealed at time `t u^(1
/// / n)`, and it is each of them with equal probability. Exact, with one evaluation for each token.
///
/// Remembers the time, which begins at 1 in each block.
///
/// @see "BD3LM, first-hitting sampler (1c3e8f4); 2409.02908"
public final class FirstHitting implements Adaptive {
  private double time = 1;

  @Override
  public Transition begin(Denoiser model) {
    return new FirstHitting();
  }

  @Override
  public double time(Moment at) {
    double from = at.number() == 1 ? 1 : time;
    time =
        from
            * Math.pow(
                at.randomness().uniform(Purpose.TIME, at.step(), 0), 1.0 / at.masked().length);
    return Math.max(time, Double.MIN_NORMAL);
  }

  /// The time of the last evaluation.
  double now() {
    return time;
  }

  @Override
  public Canvas next(Step step) {
    int[] masked = step.masked();
    double u = step.at().randomness().uniform(Purpose.ORDER, step.at().step(), 0);
    return step.reveal(masked[(int) (u * masked.length)]);
  }

  @Override
  public TokenDraw draw(Moment at, TokenDraw asked) {
    return asked.droppingCrossing().reading(TokenDraw.Basis.FILTERED);
  }
}
