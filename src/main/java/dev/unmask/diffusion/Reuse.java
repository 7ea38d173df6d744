package dev.unmask.diffusion;

/// What an evaluation takes over from those before it.
public enum Reuse {
  /// Nothing.
  NONE,
  /// The beliefs, where the canvas has not changed. Exact: with argmax the same run; with sampling
  /// the candidates stand that were drawn already, which are as good as new ones.
  UNCHANGED,
  /// Keys and values of what comes before the block, from the evaluation that opened it.
  /// Approximate on a bidirectional network, exact on one that sees only blocks behind.
  PREFIX,
  /// Keys and values of what comes before and behind the block. Approximate.
  DUAL;

  /// Whether keys and values are kept.
  public boolean caches() {
    return this == PREFIX || this == DUAL;
  }

  /// The name that is typed and stored.
  public String text() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
