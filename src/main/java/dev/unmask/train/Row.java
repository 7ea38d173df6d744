package dev.unmask.train;

/// One text to learn from, without filling.
///
/// @param ids tokens
/// @param given how many at the beginning are the question: never masked, unless a whole text is
/// @param label its class, or -1 for none
public record Row(int[] ids, int given, int label) {
  /// A text of no class.
  public Row(int[] ids, int given) {
    this(ids, given, -1);
  }

  public Row {
    if (ids.length == 0 || given < 0 || given > ids.length) {
      throw new IllegalArgumentException("row of " + ids.length + " with " + given + " given");
    }
  }

  /// The same text of a class.
  Row labelled(int its) {
    return its == label ? this : new Row(ids, given, its);
  }
}
