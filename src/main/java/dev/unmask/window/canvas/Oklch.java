package dev.unmask.window.canvas;

import javafx.scene.paint.Color;

/// Colours by perceived lightness, chroma and hue, so that equal steps look equal.
///
/// @see "Ottosson 2020, A perceptual color space for image processing (OKLab)"
final class Oklch {
  private Oklch() {}

  /// @param lightness 0 black to 1 white
  /// @param chroma 0 grey to about 0.3
  /// @param hue degrees
  /// @return the colour, clamped to sRGB
  static Color color(double lightness, double chroma, double hue) {
    double a = chroma * Math.cos(Math.toRadians(hue));
    double b = chroma * Math.sin(Math.toRadians(hue));
    double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
    double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
    double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
    return Color.color(
        srgb(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
        srgb(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
        srgb(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s));
  }

  private static double cube(double x) {
    return x * x * x;
  }

  private static double srgb(double linear) {
    double c = Math.clamp(linear, 0, 1);
    return c <= 0.0031308 ? 12.92 * c : 1.055 * Math.pow(c, 1 / 2.4) - 0.055;
  }

  /// Relative luminance of WCAG 2, 0 to 1.
  static double luminance(Color color) {
    return 0.2126 * linear(color.getRed())
        + 0.7152 * linear(color.getGreen())
        + 0.0722 * linear(color.getBlue());
  }

  /// Contrast of WCAG 2, 1 to 21.
  static double contrast(Color one, Color other) {
    double a = luminance(one) + 0.05;
    double b = luminance(other) + 0.05;
    return Math.max(a, b) / Math.min(a, b);
  }

  private static double linear(double c) {
    return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }
}
