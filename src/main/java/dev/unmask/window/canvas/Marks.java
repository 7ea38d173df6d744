package dev.unmask.window.canvas;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the user said of single positions of a canvas.
///
/// @param pinned positions whose token the user fixed
/// @param allowed what may be written where, as the user wrote it
public record Marks(Set<Integer> pinned, Map<Integer, String> allowed) {
  /// Nothing was said.
  public static final Marks NONE = new Marks(Set.of(), Map.of());

  public Marks {
    pinned = Set.copyOf(pinned);
    allowed = Map.copyOf(allowed);
  }

  /// Whether a position is pinned.
  public boolean pinned(int position) {
    return pinned.contains(position);
  }

  /// Whether only some tokens may be written at a position.
  public boolean limited(int position) {
    return allowed.containsKey(position);
  }

  /// What may be written at a position, or null if everything may.
  public @Nullable String allowed(int position) {
    return allowed.get(position);
  }
}
