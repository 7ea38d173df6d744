package dev.unmask.window.canvas;

import java.util.List;
import javafx.scene.paint.Color;

/// How sure the model is of a token, as lightness of one hue: the darker, the surer.
///
/// The scale is the same in both themes, and lightness alone carries it, so it survives a grey
/// printer and every kind of colour blindness. A second channel says the same: doubtful tokens are
/// underlined, the more doubtful the thicker.
public final class Confidence {
  /// Below this probability a token is underlined.
  public static final double DOUBT = 0.9;

  /// Below this probability the underline is thick: the model would rather have said otherwise.
  public static final double STRONG_DOUBT = 0.5;

  private static final double HUE = 252;
  private static final int SHADES = 101;
  private static final Color DARK_INK = Color.web("#04060a");
  private static final List<Color> FILLS =
      java.util.stream.IntStream.range(0, SHADES).mapToObj(i -> shade(i / (SHADES - 1.0))).toList();
  private static final List<Color> INKS = FILLS.stream().map(Confidence::inkOn).toList();

  private Confidence() {}

  private static Color shade(double probability) {
    double lightness = 0.95 - 0.49 * probability;
    double chroma = 0.025 + 0.125 * probability;
    return Oklch.color(lightness, chroma, HUE);
  }

  private static Color inkOn(Color fill) {
    return Oklch.contrast(Color.WHITE, fill) >= Oklch.contrast(DARK_INK, fill)
        ? Color.WHITE
        : DARK_INK;
  }

  private static int index(double probability) {
    return (int) Math.round(Math.clamp(probability, 0, 1) * (SHADES - 1));
  }

  /// The background of a token.
  ///
  /// @param probability 0 to 1
  public static Color fill(double probability) {
    return FILLS.get(index(probability));
  }

  /// The colour of text on [#fill]; its contrast is at least 4.5.
  public static Color ink(double probability) {
    return INKS.get(index(probability));
  }

  /// The thickness of the underline in pixels: 0, 1 or 2.
  public static double underline(double probability) {
    if (probability >= DOUBT) {
      return 0;
    }
    return probability >= STRONG_DOUBT ? 1 : 2;
  }
}
