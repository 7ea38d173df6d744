package dev.unmask.window.canvas;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;

/// The canvas with the card of the position that is pointed at, or that the keys moved to.
public final class CanvasView extends Region {
  private final CanvasModel model;
  private final TokenCanvas canvas;
  private final PositionCard card = new PositionCard();
  private final BooleanProperty covered = new SimpleBooleanProperty();

  public CanvasView(CanvasModel model) {
    this.model = model;
    canvas = new TokenCanvas(model);
    canvas.setId("canvas");
    getStyleClass().add("canvas-view");
    getChildren().addAll(canvas, card);
    model.hovered().addListener((o, was, is) -> requestLayout());
    model.position().addListener((o, was, is) -> requestLayout());
    model.sheet().addListener((o, was, is) -> requestLayout());
    model.grid().addListener((o, was, is) -> requestLayout());
    model.zoom().addListener((o, was, is) -> requestLayout());
    covered.addListener((o, was, is) -> requestLayout());
    canvas.focusedProperty().addListener((o, was, is) -> requestLayout());
  }

  /// Whether something else stands above the canvas, so that no card is shown.
  public BooleanProperty covered() {
    return covered;
  }

  /// The colours of the theme.
  public ObjectProperty<Palette> palette() {
    return canvas.palette();
  }

  /// What opens a menu for a position.
  @FunctionalInterface
  public interface Menu {
    /// @param position of the canvas
    /// @param canvas the node that shows it
    /// @param cell where the position stands in that node
    void show(int position, Node canvas, Bounds cell);
  }

  /// Opens menus by the secondary button, the menu key and Shift+F10.
  public void menu(Menu menu) {
    canvas.addEventHandler(
        ContextMenuEvent.CONTEXT_MENU_REQUESTED,
        e -> {
          boolean keys = e.isKeyboardTrigger();
          open(menu, keys ? model.position().get() : canvas.positionAt(e.getX(), e.getY()));
          e.consume();
        });
    canvas.addEventHandler(
        KeyEvent.KEY_PRESSED,
        e -> {
          boolean key = e.getCode() == KeyCode.CONTEXT_MENU;
          if (key || (e.getCode() == KeyCode.F10 && e.isShiftDown())) {
            open(menu, model.position().get());
            e.consume();
          }
        });
  }

  private void open(Menu menu, int position) {
    if (position >= 0 && position < canvas.cells().count()) {
      if (!model.selection().get().contains(position)) {
        model.moveTo(position, false);
      }
      model.hovered().set(-1);
      canvas.layout();
      menu.show(position, canvas, canvas.boundsOf(position));
    }
  }

  /// The node that takes the keys.
  public Region target() {
    return canvas;
  }

  @Override
  protected void layoutChildren() {
    canvas.resizeRelocate(0, 0, getWidth(), getHeight());
    canvas.layout();
    int at = model.hovered().get() >= 0 ? model.hovered().get() : keyed();
    boolean known = !covered.get() && at >= 0 && at < canvas.cells().count();
    Bounds beside = known ? canvas.boundsOf(at) : null;
    card.show(known ? model.facts(at) : null, beside, getWidth(), getHeight());
  }

  /// The position of the cursor while no selection is being made.
  private int keyed() {
    return model.selection().get().empty() ? model.position().get() : -1;
  }

  @Override
  protected double computeMinHeight(double width) {
    return 120;
  }

  @Override
  protected double computeMinWidth(double height) {
    return 160;
  }
}
