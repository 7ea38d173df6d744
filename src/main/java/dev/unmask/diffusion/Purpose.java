package dev.unmask.diffusion;

/// What a random number is for. Numbers of different purposes are independent.
public enum Purpose {
  /// Choosing a token by inverse CDF.
  TOKEN(1),
  /// Deciding whether a position is revealed.
  REVEAL(2),
  /// Choosing the next token of a text that is written from left to right.
  NEXT_TOKEN(16);

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
