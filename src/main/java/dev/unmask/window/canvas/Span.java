package dev.unmask.window.canvas;

/// A run of selected positions, from where the selection began to where it was taken.
///
/// @param anchor where it began
/// @param lead where it is now, inclusive; may be smaller than the anchor
public record Span(int anchor, int lead) {
  /// Nothing selected.
  public static final Span NONE = new Span(-1, -1);

  /// The first position.
  public int from() {
    return Math.min(anchor, lead);
  }

  /// The last position, inclusive.
  public int to() {
    return Math.max(anchor, lead);
  }

  /// Whether nothing is selected.
  public boolean empty() {
    return anchor < 0;
  }

  /// Whether a position is selected.
  public boolean contains(int position) {
    return !empty() && from() <= position && position <= to();
  }
}
