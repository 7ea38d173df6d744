package dev.unmask.window.canvas;

import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/// Pointer and keys on the canvas. Arrow keys without Ctrl belong to the timeline.
final class CanvasInput {
  private final TokenCanvas canvas;
  private final CanvasModel model;

  private CanvasInput(TokenCanvas canvas, CanvasModel model) {
    this.canvas = canvas;
    this.model = model;
  }

  static void install(TokenCanvas canvas, CanvasModel model) {
    CanvasInput input = new CanvasInput(canvas, model);
    canvas.addEventHandler(MouseEvent.MOUSE_MOVED, input::hover);
    canvas.addEventHandler(MouseEvent.MOUSE_EXITED, e -> model.hovered().set(-1));
    canvas.addEventHandler(MouseEvent.MOUSE_PRESSED, input::press);
    canvas.addEventHandler(MouseEvent.MOUSE_DRAGGED, input::drag);
    canvas.addEventHandler(KeyEvent.KEY_PRESSED, input::key);
    canvas.addEventHandler(ScrollEvent.SCROLL, e -> canvas.scrollBy(-e.getDeltaY()));
  }

  private void hover(MouseEvent e) {
    model.hovered().set(canvas.positionAt(e.getX(), e.getY()));
  }

  private void press(MouseEvent e) {
    canvas.requestFocus();
    if (e.getButton() != MouseButton.PRIMARY) {
      return;
    }
    int at = canvas.positionAt(e.getX(), e.getY());
    if (at >= 0) {
      model.moveTo(at, e.isShiftDown());
    } else {
      model.selection().set(Span.NONE);
      model.position().set(-1);
    }
    e.consume();
  }

  private void drag(MouseEvent e) {
    int at = canvas.positionAt(e.getX(), e.getY());
    if (at >= 0 && at != model.position().get() && model.position().get() >= 0) {
      model.hovered().set(-1);
      model.moveTo(at, true);
    }
    e.consume();
  }

  private void key(KeyEvent e) {
    int at = Math.max(0, model.position().get());
    boolean some = model.position().get() >= 0;
    boolean wide = e.isShiftDown();
    switch (e.getCode()) {
      case UP -> move(some ? canvas.cells().vertically(at, -1) : 0, wide, e);
      case DOWN -> move(some ? canvas.cells().vertically(at, 1) : 0, wide, e);
      case LEFT -> {
        if (e.isShortcutDown()) {
          move(at - 1, wide, e);
        }
      }
      case RIGHT -> {
        if (e.isShortcutDown()) {
          move(some ? at + 1 : 0, wide, e);
        }
      }
      case ESCAPE -> {
        model.selection().set(Span.NONE);
        model.position().set(-1);
        e.consume();
      }
      default -> {
        // other keys are the window's
      }
    }
  }

  private void move(int target, boolean extend, KeyEvent e) {
    if (canvas.cells().count() > 0) {
      model.moveTo(target, extend);
      e.consume();
    }
  }
}
