package dev.unmask.diffusion;

import dev.unmask.network.Beliefs;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Reveals the longest prefix of the positions, the surest first, whose entropies without the
/// largest sum to at most a bound: a bound on the error of revealing them independently.
///
/// @param bound `gamma`, in nats; 0 reveals one position in each step
/// @param proxy what sorts the positions: entropy, best probability or margin
/// @see "EB-Sampler, 2505.24857"
public record EntropyBound(double bound, Order proxy) implements Adaptive {
  @Override
  public Canvas next(Step step) {
    int[] masked = step.masked();
    Beliefs b = step.beliefs();
    double[] entropies =
        Arrays.stream(masked).mapToDouble(p -> b.entropies()[b.indexOf(p)]).toArray();
    return step.reveal(chosen(masked, proxy.scores(step, masked), entropies));
  }

  /// The positions that are revealed.
  int[] chosen(int[] masked, double[] scores, double[] entropies) {
    int[] sorted = Ranking.descending(masked, scores);
    int count = 0;
    double sum = 0;
    double largest = 0;
    for (int p : sorted) {
      double entropy = entropies[Arrays.binarySearch(masked, p)];
      sum += entropy;
      largest = Math.max(largest, entropy);
      if (count > 0 && sum - largest > bound) {
        break;
      }
      count++;
    }
    int[] first = Arrays.copyOf(sorted, count);
    Arrays.sort(first);
    return first;
  }

  @Override
  public int alternatives() {
    return proxy.alternatives();
  }

  /// The form for canvases of ordinary tokens, without masks: sorted by entropy, a position is
  /// accepted while the entropies before it sum to at most the bound.
  ///
  /// @return `[n]`
  /// @see "llama.cpp, examples/diffusion, EB canvas (DiffusionGemma)"
  static boolean[] accepted(double[] entropies, double bound) {
    int[] all = IntStream.range(0, entropies.length).toArray();
    double[] scores = Arrays.stream(entropies).map(e -> -e).toArray();
    boolean[] accepted = new boolean[entropies.length];
    double before = 0;
    for (int i : Ranking.descending(all, scores)) {
      if (before > bound) {
        break;
      }
      accepted[i] = true;
      before += entropies[i];
    }
    return accepted;
  }
}
