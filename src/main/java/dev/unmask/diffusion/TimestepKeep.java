package dev.unmask.diffusion;

import java.util.Arrays;

/// Reveals each masked position independently with probability `1 - s / t` on the grid `t = 1 …
/// end`; the last step reveals the rest.
///
/// @param end time at which the grid ends
/// @see "Dream, generation_utils.py, alg origin, eps (fac0a7f)"
public record TimestepKeep(double end) implements Transition {
  @Override
  public Canvas next(Step step) {
    float probability = Timesteps.transfer(end, step.at().number(), step.at().total());
    return step.reveal(
        Arrays.stream(step.masked())
            .filter(p -> step.at().uniform(Purpose.REVEAL, p) < probability)
            .toArray());
  }
}
