package dev.unmask.task.file;

/// How many tokens there are for an answer.
///
/// @param kind how the number comes about
/// @param tokens a number of tokens, or how many more than the answer takes
public record Room(Kind kind, int tokens) {
  /// How a number of tokens comes about.
  public enum Kind {
    /// All that the canvas has left.
    REST,
    /// A number that says nothing of the answer.
    FIXED,
    /// As many as the right answer takes, and some more: an oracle, to be said beside the result.
    ORACLE
  }

  /// The rest of the canvas.
  public static Room rest() {
    return new Room(Kind.REST, 0);
  }

  /// So many.
  public static Room of(int tokens) {
    return new Room(Kind.FIXED, tokens);
  }

  /// As many as the answer takes, and some more.
  public static Room oracle(int more) {
    return new Room(Kind.ORACLE, more);
  }
}
