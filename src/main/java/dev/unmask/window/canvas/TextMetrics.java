package dev.unmask.window.canvas;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/// The fonts of the canvas, and the widths of texts in them.
final class TextMetrics {
  static final double SIZE = 18;
  static final double CHIP_SIZE = 12;

  /// Code and arithmetic stand in columns in these; the first one that is installed is used.
  private static final List<String> FAMILIES =
      List.of(
          "JetBrains Mono",
          "Cascadia Mono",
          "SF Mono",
          "Menlo",
          "Consolas",
          "DejaVu Sans Mono",
          "Liberation Mono");

  private final Font text;
  private final Font chip;
  private final Map<String, Double> texts = new HashMap<>();
  private final Map<String, Double> chips = new HashMap<>();
  private final Map<String, Font> sizes = new HashMap<>();

  TextMetrics() {
    List<String> installed = Font.getFamilies();
    String family = FAMILIES.stream().filter(installed::contains).findFirst().orElse("Monospaced");
    text = Font.font(family, SIZE);
    chip = Font.font(Font.getDefault().getFamily(), CHIP_SIZE);
  }

  Font textFont() {
    return text;
  }

  Font chipFont() {
    return chip;
  }

  /// A smaller font of the same family, for text that would not fit its cell.
  Font smaller(boolean small, double size) {
    int halves = (int) (2 * size);
    String family = small ? chip.getFamily() : text.getFamily();
    return sizes.computeIfAbsent(family + halves, f -> Font.font(family, halves / 2.0));
  }

  /// Width of the spaces with which a text begins.
  double leading(String s) {
    return s.startsWith(" ") ? text(" ") : 0;
  }

  /// Width of ordinary text in pixels.
  double text(String s) {
    return texts.computeIfAbsent(s, t -> width(t, text));
  }

  /// Width of the name of a special token.
  double chip(String s) {
    return chips.computeIfAbsent(s, t -> width(t, chip));
  }

  private static double width(String s, Font font) {
    Text node = new Text(s);
    node.setFont(font);
    return node.getLayoutBounds().getWidth();
  }
}
