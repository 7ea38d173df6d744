package dev.unmask.diffusion;

/// What a random number is for. Numbers of different purposes are independent.
public enum Purpose {
  /// Choosing a token by inverse CDF.
  TOKEN(1),
  /// Deciding whether a position is revealed.
  REVEAL(2),
  /// Ordering positions at random.
  ORDER(3),
  /// How many positions are revealed.
  COUNT(4),
  /// When the next position is revealed.
  TIME(5),
  /// Deciding whether a revealed position is masked again.
  REMASK(6),
  /// Choosing the next token of a text that is written from left to right.
  NEXT_TOKEN(16),
  /// The noise in which a token of a flow model begins.
  FLOW_NOISE(17),
  /// Drawing an estimate on the way of such a token.
  FLOW_ESTIMATE(18),
  /// Choosing such a token at the end of its way.
  FLOW_CHOICE(19),
  /// At which level a text is noised to be measured.
  NOISE_LEVEL(32),
  /// Which positions are noised to be measured.
  NOISE(33);

  private final int code;

  Purpose(int code) {
    this.code = code;
  }

  /// The number that enters the generator's counter; it never changes, or old runs would not
  /// verify.
  public int code() {
    return code;
  }
}
