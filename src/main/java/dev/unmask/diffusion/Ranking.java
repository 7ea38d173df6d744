package dev.unmask.diffusion;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Positions by score, the highest first; ties by position.
final class Ranking {
  private Ranking() {}

  /// The positions in the order of their scores.
  static int[] descending(int[] positions, double[] scores) {
    return IntStream.range(0, positions.length)
        .boxed()
        .sorted(
            Comparator.<Integer>comparingDouble(i -> -scores[i]).thenComparing(i -> positions[i]))
        .mapToInt(i -> positions[i])
        .toArray();
  }

  /// The `count` positions of the highest scores, ascending.
  static int[] best(int[] positions, double[] scores, int count) {
    int[] first =
        Arrays.copyOf(descending(positions, scores), Math.clamp(count, 0, positions.length));
    Arrays.sort(first);
    return first;
  }

  /// Scores after a draw without replacement with weights `softmax(score / temperature)`: the
  /// highest of `score / temperature + Gumbel noise` are that draw.
  ///
  /// @see "Gumbel-top-k, 1903.06059; Dream, alg_temp"
  static double[] perturbed(Moment at, int[] positions, double[] scores, double temperature) {
    double[] out = scores.clone();
    for (int i = 0; i < out.length; i++) {
      double u = at.uniform(Purpose.ORDER, positions[i]);
      out[i] = scores[i] / temperature - Math.log(-Math.log(u == 0 ? Double.MIN_NORMAL : u));
    }
    return out;
  }
}
