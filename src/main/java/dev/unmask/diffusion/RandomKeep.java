package dev.unmask.diffusion;

import java.util.Arrays;

/// Reveals each masked position independently with probability `1 / (t + 1)`, where `t` steps are
/// left.
///
/// This is the ancestral sampler of the ELBO on a uniform grid: `(t' - s) / t'` with `t' =
/// (t+1)/T`, `s = t/T`; all leftovers are filled in the last step.
///
/// @see "DiffuLLaMA, model.py, generate_samples (c17e897)"
public record RandomKeep() implements Transition {
  @Override
  public Canvas next(Step step) {
    double probability = 1.0 / (step.at().left() + 1);
    return step.reveal(
        Arrays.stream(step.masked())
            .filter(p -> step.at().uniform(Purpose.REVEAL, p) < probability)
            .toArray());
  }
}
