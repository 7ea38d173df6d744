package dev.unmask.diffusion;

/// When a run ends before everything is written.
public enum StopRule {
  /// Never.
  NEVER,
  /// Once the text is complete up to a token that ends it; in blocks, at the end of a block.
  EOS,
  /// Once the guess has not changed for a step and the mean entropy of the masks is below 0.005
  /// nats; the guess is then written.
  STABLE,
  /// Once a text of more than 256 tokens repeats itself or ends twice.
  DEGENERATE;

  /// Mean entropy in nats below which a guess counts as sure.
  static final double SURE = 0.005;

  /// The name that is typed and stored.
  public String text() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
