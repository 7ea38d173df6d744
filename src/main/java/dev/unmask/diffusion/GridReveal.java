package dev.unmask.diffusion;

import dev.unmask.network.TokenDraw;
import java.util.Arrays;

/// BD3LM's grid sampler: `T` times from 1 to 0, at each of which a masked position is revealed with
/// probability `1 / (T t)`. The published program leaves the last time, 0, undefined and writes
/// token 0 to what is masked then; here the last step reveals the rest.
///
/// @see "BD3LM, diffusion.py, _ddpm_caching_update (1c3e8f4)"
public record GridReveal() implements Transition {
  @Override
  public Canvas next(Step step) {
    Moment at = step.at();
    return step.reveal(
        Arrays.stream(step.masked())
            .filter(p -> at.left() == 0 || at.uniform(Purpose.REVEAL, p) < reveal(at))
            .toArray());
  }

  static double reveal(Moment at) {
    return 1 / (at.total() * grid(at));
  }

  private static double grid(Moment at) {
    return at.total() == 1 ? 1 : 1 - (at.number() - 1.0) / (at.total() - 1);
  }

  @Override
  public double time(Moment at) {
    return Math.max(grid(at), 1e-5);
  }

  @Override
  public TokenDraw draw(Moment at, TokenDraw asked) {
    return asked.droppingCrossing().reading(TokenDraw.Basis.FILTERED);
  }
}
