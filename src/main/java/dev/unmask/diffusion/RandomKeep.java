package dev.unmask.diffusion;

import java.util.Arrays;

/// Reveals each masked position independently with probability `1 / (t + 1)`, where `t` steps are
/// left.
///
/// This is the ancestral sampler of the ELBO on a uniform grid: `(t' - s) / t'` with `t' =
/// (t+1)/T`, `s = t/T`; all leftovers are filled in the last step.
///
/// @see "DiffuLLaMA, model.py, generate_samples (c17e897)"
public record RandomKeep() implements RevealRule {
  @Override
  public int[] wanted(Canvas canvas) {
    return canvas.maskedPositions();
  }

  @Override
  public int[] reveal(Step step) {
    double probability = 1.0 / (step.left() + 1);
    return Arrays.stream(step.canvas().maskedPositions())
        .filter(p -> step.randomness().uniform(Purpose.REVEAL, step.number(), p) < probability)
        .toArray();
  }
}
