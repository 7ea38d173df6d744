package dev.unmask.network;

/// How a token's embedding is estimated from the logits at one time (`x1_hat` of L2D).
///
/// At a temperature of 0 all of them take the most probable token.
///
/// @param choice of the point
/// @param renormalised whether the point is brought to the length of the embeddings
/// @param clamped whether an average is replaced by the embedding that points the same way most
public record Estimate(Choice choice, boolean renormalised, boolean clamped) {
  /// Where the estimate lies. The number is what `flow.py` knows it by.
  public enum Choice {
    /// The embedding of the most probable token.
    ARGMAX(0),
    /// The embedding of a token drawn from `softmax(z / temperature)` by inverse CDF.
    SAMPLE(1),
    /// The mean of all embeddings under `softmax(z / temperature)`.
    AVERAGE(2);

    private final int code;

    Choice(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  /// The embedding of the most probable token.
  public static final Estimate ARGMAX = new Estimate(Choice.ARGMAX, false, false);

  /// Whether a uniform number is used.
  public boolean draws() {
    return choice == Choice.SAMPLE;
  }
}
