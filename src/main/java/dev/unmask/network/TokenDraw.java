package dev.unmask.network;

/// How one token is chosen from a distribution over the vocabulary, and which distribution its
/// confidence is read from.
///
/// The distribution is `softmax(z / temperature)` over the logits `z`, with suppressed tokens at
/// `-inf`. Filters act on its probabilities in this order: top-k (ties with the k-th stay), min-p,
/// top-p. A sampled token is the first id whose cumulative probability (float64, in id order, over
/// what was kept) exceeds `u * total` for the one uniform number `u` of its position.
///
/// @param sample draw by inverse CDF; otherwise the most probable token, ties to the smaller id
/// @param temperature positive and finite
/// @param topP in (0, 1]; 1 keeps all
/// @param topK the number of most probable tokens that stay; 0 keeps all
/// @param minP tokens below this share of the largest probability are cut; 0 keeps all
/// @param nucleus what top-p does with the token that crosses it
/// @param basis the distribution that log-probabilities and entropies are read from
/// @param suppressed ids that are never written, may be empty
/// @param discredited ids that may be written, but count as impossible when confidence is read: the
///     confidence of a candidate among them is 0, the others are renormalised
public record TokenDraw(
    boolean sample,
    double temperature,
    double topP,
    int topK,
    double minP,
    Nucleus nucleus,
    Basis basis,
    int[] suppressed,
    int[] discredited) {

  /// What top-p does with the token whose cumulative probability crosses it.
  public enum Nucleus {
    /// Keeps it (DiffuLLaMA, Dream).
    KEEPS_CROSSING,
    /// Drops it unless it is the first (BD3LM, ReMDM).
    DROPS_CROSSING
  }

  /// Which distribution a confidence belongs to. The number is what `vocabulary.py` knows it by.
  public enum Basis {
    /// `softmax(z)` (LLaDA).
    CLEAN(0),
    /// `softmax(z / temperature)` (DiffuLLaMA).
    TEMPERED(1),
    /// What the filters left of it, renormalised (Dream).
    FILTERED(2);

    private final int code;

    Basis(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  public TokenDraw {
    if (!(temperature > 0) || Double.isInfinite(temperature)) {
      throw new IllegalArgumentException("temperature " + temperature);
    }
    if (!(topP > 0 && topP <= 1)) {
      throw new IllegalArgumentException("topP " + topP);
    }
    if (topK < 0 || !(minP >= 0 && minP < 1)) {
      throw new IllegalArgumentException("topK " + topK + ", minP " + minP);
    }
  }

  /// Whether anything is cut off before a token is drawn.
  boolean cuts() {
    return topP < 1 || minP > 0 || topK > 0;
  }

  @Override
  public boolean equals(@org.jspecify.annotations.Nullable Object other) {
    return other instanceof TokenDraw d
        && sample == d.sample
        && temperature == d.temperature
        && topP == d.topP
        && topK == d.topK
        && minP == d.minP
        && nucleus == d.nucleus
        && basis == d.basis
        && java.util.Arrays.equals(suppressed, d.suppressed)
        && java.util.Arrays.equals(discredited, d.discredited);
  }

  @Override
  public int hashCode() {
    return java.util.Objects.hash(
        sample,
        temperature,
        topP,
        topK,
        minP,
        nucleus,
        basis,
        java.util.Arrays.hashCode(suppressed));
  }

  /// A draw with top-p only, as DiffuLLaMA does it.
  public TokenDraw(boolean sample, double temperature, double topP, int[] suppressed) {
    this(
        sample,
        temperature,
        topP,
        0,
        0,
        Nucleus.KEEPS_CROSSING,
        Basis.TEMPERED,
        suppressed,
        new int[0]);
  }

  /// The most probable token at temperature 1, nothing suppressed.
  public static TokenDraw argmax() {
    return new TokenDraw(false, 1, 1, new int[0]);
  }

  /// The same with confidences of another distribution.
  public TokenDraw reading(Basis of) {
    return new TokenDraw(
        sample, temperature, topP, topK, minP, nucleus, of, suppressed, discredited);
  }

  /// The same with a nucleus that drops the token that crosses it.
  public TokenDraw droppingCrossing() {
    return new TokenDraw(
        sample,
        temperature,
        topP,
        topK,
        minP,
        Nucleus.DROPS_CROSSING,
        basis,
        suppressed,
        discredited);
  }

  /// The same at another temperature.
  public TokenDraw heated(double to) {
    return new TokenDraw(sample, to, topP, topK, minP, nucleus, basis, suppressed, discredited);
  }

  /// The same with ids that may be written, but never with confidence.
  public TokenDraw discrediting(int... ids) {
    return new TokenDraw(sample, temperature, topP, topK, minP, nucleus, basis, suppressed, ids);
  }

  /// The same with one more id that is never written.
  public TokenDraw suppressing(int id) {
    int[] more = java.util.Arrays.copyOf(suppressed, suppressed.length + 1);
    more[suppressed.length] = id;
    return new TokenDraw(sample, temperature, topP, topK, minP, nucleus, basis, more, discredited);
  }
}
