package dev.unmask.window.charts;

import java.awt.Color;

/// The colours of a theme for JFreeChart, which paints with AWT's.
///
/// @param background behind the plot
/// @param grid lines of the grid
/// @param text numbers at the axes
/// @param line the curve
public record ChartColors(Color background, Color grid, Color text, Color line) {
  private static final int FAINT = 0x50;

  public static final ChartColors LIGHT =
      new ChartColors(
          new Color(0xffffff), new Color(0xe6eaef), new Color(0x57606a), new Color(0x0a5cb8));
  public static final ChartColors DARK =
      new ChartColors(
          new Color(0x0d1117), new Color(0x21272f), new Color(0x9198a1), new Color(0x6cb0ff));

  /// The line of what is shown behind a curve.
  Color faint() {
    return new Color(line.getRed(), line.getGreen(), line.getBlue(), FAINT);
  }
}
