package dev.unmask.network;

/// What a model believes at `n` wanted positions of one canvas.
///
/// All probabilities are natural logarithms under `softmax(z / temperature)` with suppressed tokens
/// removed, before any top-p filter; entropies are in nats.
///
/// @param positions `[n]` canvas positions, ascending
/// @param candidates `[n]` the token drawn at each position
/// @param logProbabilities `[n]` of the candidate
/// @param entropies `[n]`
/// @param alternatives number `k` of tokens listed for each position
/// @param topIds `[n * k]` the `k` most probable tokens, best first
/// @param topLogProbabilities `[n * k]`
public record Beliefs(
    int[] positions,
    int[] candidates,
    float[] logProbabilities,
    float[] entropies,
    int alternatives,
    int[] topIds,
    float[] topLogProbabilities) {

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

  /// Number of positions.
  public int count() {
    return positions.length;
  }
}
