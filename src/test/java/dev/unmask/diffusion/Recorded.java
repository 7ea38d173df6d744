package dev.unmask.diffusion;

import dev.unmask.network.Beliefs;
import dev.unmask.network.Denoiser;
import dev.unmask.network.TokenDraw;
import dev.unmask.network.VocabularyMemory;
import java.util.List;
import java.util.Optional;

/// A transition whose chances are recorded: it sees the whole distribution at each position, and
/// the test says what was drawn from it.
final class Recorded implements Transition {
  private final Transition inner;
  private final int vocabulary;
  private final Chances chances;

  /// Turns a step into the same step with recorded candidates and random numbers.
  interface Chances {
    Step of(Transition inner, Step step);
  }

  Recorded(Transition inner, int vocabulary, Chances chances) {
    this.inner = inner;
    this.vocabulary = vocabulary;
    this.chances = chances;
  }

  @Override
  public Transition begin(Denoiser model) {
    return new Recorded(inner.begin(model), vocabulary, chances);
  }

  @Override
  public List<Probe> probes(Moment at) {
    return inner.probes(at);
  }

  @Override
  public Canvas next(Step step) {
    return inner.next(chances.of(inner, step));
  }

  @Override
  public boolean finished(Moment at) {
    return inner.finished(at);
  }

  @Override
  public int bound(int steps, int masked) {
    return inner.bound(steps, masked);
  }

  @Override
  public double time(Moment at) {
    return inner.time(at);
  }

  @Override
  public int alternatives() {
    return vocabulary;
  }

  @Override
  public boolean normalizers() {
    return inner.normalizers();
  }

  @Override
  public Optional<VocabularyMemory.Use> memory() {
    return inner.memory();
  }

  @Override
  public TokenDraw draw(Moment at, TokenDraw asked) {
    return inner.draw(at, asked);
  }

  /// Probabilities of all tokens at the `i`-th position, by id.
  static double[] distribution(Beliefs b, int i) {
    double[] p = new double[b.alternatives()];
    for (int r = 0; r < p.length; r++) {
      p[b.topIds()[i * p.length + r]] = b.probability(i, r);
    }
    return p;
  }

  /// The same step with other candidates and random numbers.
  static Step with(Step step, int[] candidates, Randomness randomness) {
    Beliefs b = step.beliefs();
    float[] logs = new float[b.count()];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = (float) Math.log(distribution(b, i)[candidates[i]]);
    }
    Moment at = step.at();
    Moment other =
        new Moment(
            at.canvas(),
            at.block(),
            at.number(),
            at.total(),
            at.initiallyMasked(),
            at.step(),
            randomness);
    return new Step(other, List.of(b.withCandidates(candidates, logs)));
  }
}
