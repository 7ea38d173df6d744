package dev.unmask.network;

/// What a model believes at `n` wanted positions of one canvas.
///
/// All probabilities are natural logarithms under the distribution that the draw reads from
/// ([TokenDraw.Basis]), with suppressed tokens removed; entropies are in nats.
///
/// @param positions `[n]` canvas positions, ascending
/// @param candidates `[n]` the token drawn at each position
/// @param logProbabilities `[n]` of the candidate
/// @param entropies `[n]`
/// @param alternatives number `k` of tokens listed for each position
/// @param topIds `[n * k]` the `k` most probable tokens, best first
/// @param topLogProbabilities `[n * k]`
/// @param normalizers `[n]` the logarithm of the sum of `exp(z)`, where it was asked for; else
///     empty
/// @param divergences `[n]` Kullback-Leibler divergence from the distribution of the evaluation
///     before to this one, in nats, where it was asked for; else empty
/// @param standing `[n]` log-probability of a given token, where it was asked for; else empty
public record Beliefs(
    int[] positions,
    int[] candidates,
    float[] logProbabilities,
    float[] entropies,
    int alternatives,
    int[] topIds,
    float[] topLogProbabilities,
    float[] normalizers,
    float[] divergences,
    float[] standing) {

  private static final float[] NONE = {};

  public Beliefs {
    int n = positions.length;
    if (candidates.length != n
        || logProbabilities.length != n
        || entropies.length != n
        || topIds.length != n * alternatives
        || topLogProbabilities.length != n * alternatives) {
      throw new IllegalArgumentException("arrays of different length");
    }
  }

  /// Beliefs without the numbers that only few samplers ask for.
  public Beliefs(
      int[] positions,
      int[] candidates,
      float[] logProbabilities,
      float[] entropies,
      int alternatives,
      int[] topIds,
      float[] topLogProbabilities) {
    this(
        positions,
        candidates,
        logProbabilities,
        entropies,
        alternatives,
        topIds,
        topLogProbabilities,
        NONE,
        NONE,
        NONE);
  }

  /// Number of positions.
  public int count() {
    return positions.length;
  }

  /// The index of a position in these arrays.
  ///
  /// @throws IllegalArgumentException if the network was not asked about it
  public int indexOf(int position) {
    int i = java.util.Arrays.binarySearch(positions, position);
    if (i < 0) {
      throw new IllegalArgumentException("nothing is believed of position " + position);
    }
    return i;
  }

  /// The probability of the `rank`-th most probable token at the `i`-th position, 0 for the best.
  public double probability(int i, int rank) {
    return Math.exp(topLogProbabilities[i * alternatives + rank]);
  }

  /// The same at positions of another canvas.
  public Beliefs at(int... others) {
    return new Beliefs(
        others,
        candidates,
        logProbabilities,
        entropies,
        alternatives,
        topIds,
        topLogProbabilities,
        normalizers,
        divergences,
        standing);
  }

  /// The same with other candidates and their log-probabilities.
  public Beliefs withCandidates(int[] tokens, float[] logs) {
    return new Beliefs(
        positions,
        tokens,
        logs,
        entropies,
        alternatives,
        topIds,
        topLogProbabilities,
        normalizers,
        divergences,
        standing);
  }
}
