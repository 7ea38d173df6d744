package dev.unmask.window.canvas;

import dev.unmask.window.trace.Face;
import dev.unmask.window.trace.Faces;
import dev.unmask.window.trace.Moment;
import java.util.ArrayList;
import java.util.List;

/// Measures the room of every position of a run.
final class Slots {
  /// Room of a masked position while it is not known what it becomes.
  static final double MASK = 24;

  private static final double PADDING = 4;
  private static final double CHIP_PADDING = 8;

  private final TextMetrics metrics;

  Slots(TextMetrics metrics) {
    this.metrics = metrics;
  }

  /// Room while it is not known what the masks become: each keeps the room of a mask, or more where
  /// a longer token was written. Lines may end before every position that the model writes.
  ///
  /// @param start the canvas before the first step
  /// @param now the canvas as it stands
  List<Slot> open(Moment start, Moment now, Faces faces) {
    List<Slot> slots = new ArrayList<>();
    for (int i = 0; i < now.length(); i++) {
      if (!start.masked(i)) {
        slots.add(written(now.ids()[i], faces, i == 0));
      } else {
        double width = now.masked(i) ? 0 : written(now.ids()[i], faces, true).width();
        slots.add(new Slot(Math.max(MASK, width), 0, false, false));
      }
    }
    return slots;
  }

  /// Room once the run has ended: each position has the room of the token that stands there.
  ///
  /// @param end the canvas after the last step
  List<Slot> settled(Moment end, Faces faces) {
    List<Slot> slots = new ArrayList<>();
    for (int i = 0; i < end.length(); i++) {
      slots.add(
          end.masked(i)
              ? new Slot(MASK, 0, false, false)
              : written(end.ids()[i], faces, i == 0 || end.masked(i - 1)));
    }
    return slots;
  }

  private Slot written(int id, Faces faces, boolean first) {
    Face face = faces.of(id);
    if (face.chip()) {
      return new Slot(Math.ceil(metrics.chip(face.text())) + CHIP_PADDING, 0, false, false);
    }
    boolean leading = Character.isWhitespace(face.text().charAt(0));
    double space = leading && face.text().length() > 1 ? metrics.text(" ") : 0;
    double width = Math.ceil(metrics.text(face.text())) + PADDING;
    return new Slot(width, space, !first && !leading, face.breaks());
  }
}
