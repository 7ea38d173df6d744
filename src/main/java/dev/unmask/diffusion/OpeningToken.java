package dev.unmask.diffusion;

import dev.unmask.network.Denoiser;

/// The first evaluation of a block writes the block's first position only; the rest follows the
/// inner transition.
///
/// On a shifted network a window has no row that predicts its first position: it must be known
/// before the window is computed alone.
///
/// @param inner what follows
/// @see "Fast-dLLM, dream/model/generation_utils_block.py (24cc59e)"
public record OpeningToken(Transition inner) implements Transition {
  @Override
  public Transition begin(Denoiser model) {
    return new OpeningToken(inner.begin(model));
  }

  @Override
  public Canvas next(Step step) {
    int first = step.at().block().from();
    if (step.at().number() == 1 && step.canvas().masked(first)) {
      return step.reveal(first);
    }
    return inner.next(step);
  }

  @Override
  public boolean finished(Moment at) {
    return inner.finished(at);
  }

  @Override
  public int bound(int steps, int masked) {
    return inner.bound(steps, masked) + 1;
  }

  @Override
  public int alternatives() {
    return inner.alternatives();
  }

  @Override
  public double time(Moment at) {
    return at.maskedShare();
  }
}
