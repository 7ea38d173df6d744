package dev.unmask.window.canvas;

import javafx.scene.paint.Color;

/// The colours of a theme that do not stand for confidence.
///
/// @param background behind everything
/// @param ink given text
/// @param faint borders of tokens
/// @param muted position numbers, marks, names of special tokens
/// @param mask the block of a masked position
/// @param maskEdge its border
/// @param chip the block of a special token
/// @param accent the cursor and the selection
public record Palette(
    Color background,
    Color ink,
    Color faint,
    Color muted,
    Color mask,
    Color maskEdge,
    Color chip,
    Color accent) {

  /// On white.
  public static final Palette LIGHT =
      new Palette(
          Color.web("#ffffff"),
          Color.web("#1f2328"),
          Color.web("#e6eaef"),
          Color.web("#57606a"),
          Color.web("#e4e8ec"),
          Color.web("#afb8c1"),
          Color.web("#f0f2f5"),
          Color.web("#bc4c00"));

  /// On near-black.
  public static final Palette DARK =
      new Palette(
          Color.web("#0d1117"),
          Color.web("#e6edf3"),
          Color.web("#1f252d"),
          Color.web("#9198a1"),
          Color.web("#262d36"),
          Color.web("#545d68"),
          Color.web("#1b222b"),
          Color.web("#f0883e"));
}
