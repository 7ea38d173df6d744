package dev.unmask.diffusion;

/// Neighbouring positions of a canvas.
///
/// @param from first position
/// @param to end, not included
public record Span(int from, int to) {
  public Span {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("span " + from + " to " + to);
    }
  }

  /// Whether a position lies in it.
  public boolean contains(int position) {
    return from <= position && position < to;
  }

  /// Number of positions.
  public int length() {
    return to - from;
  }
}
