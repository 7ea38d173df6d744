package dev.unmask.diffusion;

import dev.unmask.network.Beliefs;
import dev.unmask.network.Denoiser;
import dev.unmask.network.VocabularyMemory;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/// Reveals positions that are sure and stable: the best probability exceeds a threshold, and the
/// distribution moved less than a bound in each of the last evaluations. Where none is ready, the
/// scheduled number of the most probable ones.
///
/// Remembers the divergences of the last evaluations; they cross blocks, but the first `history -
/// 1` evaluations of a block reveal nothing by them.
///
/// @see "KLASS (ad87ecb)"
public final class KlassReveal implements Transition {
  private final double confidence;
  private final double divergence;
  private final int history;
  private final Pick pick;
  private final Deque<float[]> last = new ArrayDeque<>();

  /// Which of the ready positions are revealed.
  public enum Pick {
    /// All.
    ALL,
    /// The most probable one.
    MOST_PROBABLE,
    /// The one whose distribution moved least.
    LEAST_MOVED
  }

  /// @param confidence threshold of the best probability
  /// @param divergence bound in nats
  /// @param history evaluations that are looked back at, at least 1
  public KlassReveal(double confidence, double divergence, int history, Pick pick) {
    if (history < 1) {
      throw new IllegalArgumentException("history " + history);
    }
    this.confidence = confidence;
    this.divergence = divergence;
    this.history = history;
    this.pick = pick;
  }

  @Override
  public Transition begin(Denoiser model) {
    return new KlassReveal(confidence, divergence, history, pick);
  }

  @Override
  public Canvas next(Step step) {
    remember(step);
    int[] masked = step.masked();
    double[] best = Order.BEST.scores(step, masked);
    int[] ready = ready(step.at(), masked, best);
    if (ready.length == 0) {
      int count = step.at().left() == 0 ? masked.length : new Counts.Even().count(step.at());
      return step.canvas().reveal(Ranking.best(masked, best, count), step.candidates());
    }
    return step.reveal(picked(ready, masked, best));
  }

  private void remember(Step step) {
    Beliefs b = step.beliefs();
    float[] moved = new float[step.canvas().length()];
    Arrays.fill(moved, Float.POSITIVE_INFINITY);
    for (int i = 0; i < b.count(); i++) {
      moved[b.positions()[i]] = b.divergences()[i];
    }
    last.addLast(moved);
    if (last.size() > history) {
      last.removeFirst();
    }
  }

  private int[] ready(Moment at, int[] masked, double[] best) {
    if (at.number() < history || last.size() < history) {
      return new int[0];
    }
    return java.util.stream.IntStream.range(0, masked.length)
        .filter(i -> best[i] > confidence)
        .map(i -> masked[i])
        .filter(p -> last.stream().allMatch(m -> m[p] < divergence))
        .toArray();
  }

  private int[] picked(int[] ready, int[] masked, double[] best) {
    return switch (pick) {
      case ALL -> ready;
      case MOST_PROBABLE -> {
        double[] scores =
            Arrays.stream(ready).mapToDouble(p -> best[Arrays.binarySearch(masked, p)]).toArray();
        yield Ranking.best(ready, scores, 1);
      }
      case LEAST_MOVED -> {
        float[] moved = last.getLast();
        double[] scores = Arrays.stream(ready).mapToDouble(p -> -moved[p]).toArray();
        yield Ranking.best(ready, scores, 1);
      }
    };
  }

  @Override
  public Optional<VocabularyMemory.Use> memory() {
    return Optional.of(new VocabularyMemory.Use.Divergence());
  }
}
