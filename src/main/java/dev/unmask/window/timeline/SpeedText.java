package dev.unmask.window.timeline;

import java.util.Locale;
import javafx.util.StringConverter;

/// A playing speed as text: 0.5×, 1×, 2×.
final class SpeedText extends StringConverter<Double> {
  @Override
  public String toString(Double speed) {
    double s = speed == null ? 1 : speed;
    return (s == Math.rint(s) ? Long.toString((long) s) : String.format(Locale.ROOT, "%s", s))
        + "\u00d7";
  }

  @Override
  public Double fromString(String text) {
    return Double.valueOf(text.replace("\u00d7", ""));
  }
}
