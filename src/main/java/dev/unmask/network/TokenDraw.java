package dev.unmask.network;

/// How one token is chosen from a distribution over the vocabulary.
///
/// The distribution is `softmax(z / temperature)` over the logits `z`, with suppressed tokens at
/// `-inf`. Top-p keeps the most probable tokens up to and including the one whose cumulative
/// probability crosses `topP` (DiffuLLaMA and Dream; `topP = 1` keeps all). A sampled token is the
/// first id whose cumulative probability (float64, in id order, over what was kept) exceeds
/// `u * total` for the one uniform number `u` of its position.
///
/// @param sample draw by inverse CDF; otherwise the most probable token, ties to the smaller id
/// @param temperature positive and finite
/// @param topP in (0, 1]
/// @param suppressed ids that are never written, may be empty
public record TokenDraw(boolean sample, double temperature, double topP, int[] suppressed) {
  public TokenDraw {
    if (!(temperature > 0) || Double.isInfinite(temperature)) {
      throw new IllegalArgumentException("temperature " + temperature);
    }
    if (!(topP > 0 && topP <= 1)) {
      throw new IllegalArgumentException("topP " + topP);
    }
  }

  /// The most probable token at temperature 1, nothing suppressed.
  public static TokenDraw argmax() {
    return new TokenDraw(false, 1, 1, new int[0]);
  }
}
