package dev.unmask.network;

/// A part of a canvas that is computed while the rest comes from a cache.
///
/// @param cache keys and values of the canvas; those of the window are overwritten
/// @param from first computed position
/// @param to end of the computed positions
/// @param first first position that is seen
/// @param visible end of the positions that are seen
public record Window(CanvasCache cache, int from, int to, int first, int visible) {
  public Window {
    if (first < 0 || from < first || to <= from || visible < to || visible > cache.capacity()) {
      throw new IllegalArgumentException(
          "window " + from + " to " + to + " of " + first + " to " + visible);
    }
  }
}
