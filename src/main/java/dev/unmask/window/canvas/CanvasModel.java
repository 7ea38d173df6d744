package dev.unmask.window.canvas;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/// What the canvas shows and what is pointed at.
public final class CanvasModel {
  public static final double LEAST_ZOOM = 0.5;
  public static final double MOST_ZOOM = 3;

  private final ObjectProperty<@Nullable Sheet> sheet = new SimpleObjectProperty<>();
  private final BooleanProperty grid = new SimpleBooleanProperty();
  private final ObjectProperty<Heat> heat = new SimpleObjectProperty<>(Heat.CONFIDENCE);
  private final BooleanProperty reduceMotion = new SimpleBooleanProperty();
  private final DoubleProperty zoom = new SimpleDoubleProperty(1);
  private final IntegerProperty position = new SimpleIntegerProperty(-1);
  private final IntegerProperty hovered = new SimpleIntegerProperty(-1);
  private final ObjectProperty<Span> selection = new SimpleObjectProperty<>(Span.NONE);

  public CanvasModel() {
    sheet.addListener(
        (o, before, now) -> {
          if (now == null || before == null || now.length() != before.length()) {
            position.set(-1);
            hovered.set(-1);
            selection.set(Span.NONE);
          }
        });
  }

  /// What is shown; null if there is nothing.
  public ObjectProperty<@Nullable Sheet> sheet() {
    return sheet;
  }

  /// Whether positions stand in a grid rather than as text.
  public BooleanProperty grid() {
    return grid;
  }

  /// What lightness stands for.
  public ObjectProperty<Heat> heat() {
    return heat;
  }

  /// Whether tokens appear at once rather than within 150 ms.
  public BooleanProperty reduceMotion() {
    return reduceMotion;
  }

  /// How much larger than at first tokens are painted, [#LEAST_ZOOM] to [#MOST_ZOOM].
  public DoubleProperty zoom() {
    return zoom;
  }

  /// Larger or smaller by a quarter of the first size.
  ///
  /// @param quarters may be negative
  public void zoomBy(int quarters) {
    zoom.set(Math.clamp(zoom.get() + quarters * 0.25, LEAST_ZOOM, MOST_ZOOM));
  }

  /// The position of the shared cursor, -1 if there is none.
  public IntegerProperty position() {
    return position;
  }

  /// The position under the pointer, -1 if there is none.
  public IntegerProperty hovered() {
    return hovered;
  }

  /// The selected positions.
  public ObjectProperty<Span> selection() {
    return selection;
  }

  /// What is known about a position; null if there is no such position.
  public @Nullable PositionFacts facts(int at) {
    Sheet shown = sheet.get();
    return shown == null || at < 0 || at >= shown.length() ? null : PositionFacts.of(shown, at);
  }

  /// Moves the cursor to a position, clamped to the canvas.
  ///
  /// @param extend keep the other end of the selection where it is
  public void moveTo(int target, boolean extend) {
    Sheet shown = sheet.get();
    if (shown == null || shown.length() == 0) {
      return;
    }
    int at = Math.clamp(target, 0, shown.length() - 1);
    if (extend) {
      int anchor = selection.get().empty() ? Math.max(0, position.get()) : selection.get().anchor();
      selection.set(new Span(anchor, at));
    } else {
      selection.set(Span.NONE);
    }
    position.set(at);
  }

  /// The selected positions or, if none is, the one of the cursor; empty if there is none either.
  public Span marked() {
    if (!selection.get().empty()) {
      return selection.get();
    }
    return position.get() < 0 ? Span.NONE : new Span(position.get(), position.get());
  }
}
