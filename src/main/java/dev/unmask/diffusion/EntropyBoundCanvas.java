package dev.unmask.diffusion;

import dev.unmask.network.Beliefs;
import dev.unmask.network.Denoiser;
import dev.unmask.network.TokenDraw;
import java.util.Arrays;

/// Denoising of models that were trained on random tokens in place of masks: each step keeps the
/// drawn tokens of the surest positions, while the entropies before them sum to at most a bound,
/// and puts random tokens everywhere else. Colder from step to step.
///
/// @param bound in nats
/// @param coldest temperature towards the end
/// @param hottest temperature of the first step
/// @param tokens size of the vocabulary; 0 until the run begins
/// @see "llama.cpp, examples/diffusion, EB canvas (DiffusionGemma)"
public record EntropyBoundCanvas(double bound, double coldest, double hottest, int tokens)
    implements Transition {
  @Override
  public Transition begin(Denoiser model) {
    return new EntropyBoundCanvas(bound, coldest, hottest, model.vocabularySize());
  }

  @Override
  public Canvas next(Step step) {
    Moment at = step.at();
    int[] masked = step.masked();
    if (at.left() == 0) {
      return step.canvas().reveal(masked, step.best());
    }
    Beliefs b = step.beliefs();
    double[] entropies =
        Arrays.stream(masked).mapToDouble(p -> b.entropies()[b.indexOf(p)]).toArray();
    boolean[] accepted = EntropyBound.accepted(entropies, bound);
    int[] ids = step.candidates();
    for (int i = 0; i < masked.length; i++) {
      if (!accepted[i]) {
        ids[masked[i]] = (int) (at.uniform(Purpose.ORDER, masked[i]) * tokens);
      }
    }
    return step.canvas().noised(ids);
  }

  /// `T_k = coldest + (hottest - coldest) (S - k) / S` before step `k` counted from 0.
  double temperature(Moment at) {
    return coldest + (hottest - coldest) * (at.left() + 1) / at.total();
  }

  @Override
  public TokenDraw draw(Moment at, TokenDraw asked) {
    return asked.heated(temperature(at));
  }
}
