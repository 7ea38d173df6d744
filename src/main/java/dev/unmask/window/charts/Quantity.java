package dev.unmask.window.charts;

import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;

/// What a curve shows, in words.
///
/// @param title a few words
/// @param format of a value, with its unit, as of [String#format]
/// @param help what it means, in a sentence
public record Quantity(String title, String format, String help) {
  /// The title above a curve, which explains itself.
  public Label label() {
    Label label = new Label(title);
    label.getStyleClass().add("curve-title");
    label.setTooltip(new Tooltip(help));
    return label;
  }

  /// A value in words; a dash where there is none.
  public String words(double v) {
    return Double.isNaN(v) ? "\u2013" : String.format(Locale.ROOT, format, v);
  }
}
