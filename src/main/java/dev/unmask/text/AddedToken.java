package dev.unmask.text;

/// A token beside the model's own vocabulary rules: its text is cut out before any splitting.
///
/// @param id its id
/// @param text its exact text
/// @param special left out of plain text, and plain text never becomes it
/// @param normalized looked for after normalization instead of before
/// @param leftStrip swallows white space before it
/// @param rightStrip swallows white space after it
/// @param singleWord only where no letter touches it
record AddedToken(
    int id,
    String text,
    boolean special,
    boolean normalized,
    boolean leftStrip,
    boolean rightStrip,
    boolean singleWord) {

  /// A special token that is matched exactly as written.
  static AddedToken special(int id, String text) {
    return new AddedToken(id, text, true, false, false, false, false);
  }

  AddedToken asSpecial() {
    return special
        ? this
        : new AddedToken(id, text, true, normalized, leftStrip, rightStrip, singleWord);
  }
}
