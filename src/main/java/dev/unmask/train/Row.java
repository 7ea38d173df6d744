package dev.unmask.train;

/// One text to learn from, without filling.
///
/// @param ids tokens
/// @param given how many at the beginning are the question: never masked, unless a whole text is
public record Row(int[] ids, int given) {
  public Row {
    if (ids.length == 0 || given < 0 || given > ids.length) {
      throw new IllegalArgumentException("row of " + ids.length + " with " + given + " given");
    }
  }
}
