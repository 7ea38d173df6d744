package dev.unmask.window.canvas;

import dev.unmask.window.trace.Change;
import dev.unmask.window.trace.Moment;
import java.util.List;
import javafx.animation.AnimationTimer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.ScrollBar;
import javafx.scene.layout.Region;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/// The tokens, painted on a Canvas of the size of the view: a thousand tokens may change with every
/// frame. Painting happens at most once per pulse.
public final class TokenCanvas extends Region {
  /// How long a token takes to appear.
  static final double REVEAL_MILLIS = 140;

  private static final double PADDING = 16;

  private final CanvasModel model;
  private final TextMetrics metrics = new TextMetrics();
  private final Slots slots = new Slots(metrics);
  private final Canvas canvas = new Canvas();
  private final ScrollBar bar = new ScrollBar();
  private final ObjectProperty<Palette> palette = new SimpleObjectProperty<>(Palette.LIGHT);
  private final AnimationTimer timer =
      new AnimationTimer() {
        @Override
        public void handle(long now) {
          requestLayout();
        }
      };

  private @Nullable List<Slot> laidSlots;
  private double laidWidth;
  private boolean laidGrid;
  private Cells cells = Arrangement.grid(0, 100);
  private Cells earlier = cells;
  private long changedAt;
  private boolean settling;

  public TokenCanvas(CanvasModel model) {
    this.model = model;
    bar.setOrientation(Orientation.VERTICAL);
    bar.setUnitIncrement(Arrangement.PITCH);
    bar.setVisible(false);
    canvas.setManaged(false);
    bar.setManaged(false);
    getChildren().addAll(canvas, bar);
    getStyleClass().add("token-canvas");
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.TEXT);
    setAccessibleRoleDescription("canvas of tokens");
    setMinSize(120, 80);
    model.sheet().addListener((o, before, now) -> onSheet(before, now));
    model.grid().addListener((o, was, is) -> requestLayout());
    model.zoom().addListener((o, was, is) -> requestLayout());
    model.heat().addListener((o, was, is) -> requestLayout());
    model.selection().addListener((o, was, is) -> requestLayout());
    model.hovered().addListener((o, was, is) -> requestLayout());
    model.position().addListener((o, was, is) -> onPosition(is.intValue()));
    palette.addListener((o, was, is) -> requestLayout());
    bar.valueProperty().addListener((o, was, is) -> requestLayout());
    focusedProperty().addListener((o, was, is) -> requestLayout());
    CanvasInput.install(this, model);
  }

  /// The colours of the theme.
  public ObjectProperty<Palette> palette() {
    return palette;
  }

  Cells cells() {
    return cells;
  }

  /// The position at a point of this node, -1 if there is none.
  int positionAt(double x, double y) {
    double z = model.zoom().get();
    return cells.at((x - PADDING) / z, (y - PADDING) / z + bar.getValue());
  }

  /// Where a position stands in this node, as it is scrolled now.
  Bounds boundsOf(int position) {
    double z = model.zoom().get();
    return new BoundingBox(
        PADDING + z * cells.x()[position],
        PADDING + z * (cells.y()[position] - bar.getValue()),
        z * cells.width()[position],
        z * cells.cellHeight());
  }

  void scrollBy(double pixels) {
    bar.setValue(Math.clamp(bar.getValue() + pixels, 0, bar.getMax()));
  }

  private void onSheet(@Nullable Sheet before, @Nullable Sheet now) {
    boolean next =
        before != null
            && now != null
            && now.run() == before.run()
            && now.now().step() == before.now().step() + 1;
    settling =
        before != null
            && now != null
            && now.run() == before.run()
            && (before.end() == null) != (now.end() == null);
    boolean moves = (next || settling) && !model.reduceMotion().get();
    earlier = settling && moves ? cells : Arrangement.grid(0, 100);
    changedAt = moves ? System.nanoTime() : 0;
    if (moves) {
      timer.start();
    }
    speak();
    requestLayout();
  }

  private void onPosition(int position) {
    if (position >= 0 && position < cells.count()) {
      double top = cells.y()[position];
      double view = (getHeight() - 2 * PADDING) / model.zoom().get();
      if (top < bar.getValue()) {
        bar.setValue(top);
      } else if (top + cells.cellHeight() > bar.getValue() + view) {
        bar.setValue(Math.min(bar.getMax(), top + cells.cellHeight() - view));
      }
    }
    speak();
    requestLayout();
  }

  private void speak() {
    Sheet sheet = model.sheet().get();
    PositionFacts facts = model.facts(model.position().get());
    setAccessibleText(
        sheet == null
            ? "No canvas."
            : facts == null ? summary(sheet.now()) : facts.spoken(sheet.length()));
    notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
  }

  private static String summary(Moment now) {
    return "Canvas of " + now.length() + " positions, " + now.maskedLeft() + " masked.";
  }

  @Override
  protected void layoutChildren() {
    double w = Math.floor(getWidth());
    double h = Math.floor(getHeight());
    if (canvas.getWidth() != w || canvas.getHeight() != h) {
      canvas.setWidth(w);
      canvas.setHeight(h);
    }
    Sheet sheet = model.sheet().get();
    double z = model.zoom().get();
    arrange(sheet, (w - 2 * PADDING) / z);
    double room = (h - 2 * PADDING) / z;
    boolean scrolls = cells.height() > room;
    bar.setVisible(scrolls);
    bar.setMax(Math.max(0, cells.height() - room));
    bar.setVisibleAmount(scrolls ? bar.getMax() * room / cells.height() : 0);
    bar.setBlockIncrement(Math.max(Arrangement.PITCH, room - Arrangement.PITCH));
    if (bar.getValue() > bar.getMax()) {
      bar.setValue(bar.getMax());
    }
    double barWidth = bar.prefWidth(-1);
    bar.resizeRelocate(w - barWidth, 0, barWidth, h);
    paint(sheet, w, h);
  }

  private void arrange(@Nullable Sheet sheet, double width) {
    boolean grid = model.grid().get();
    List<Slot> wanted = sheet == null ? List.of() : slotsOf(sheet);
    if (wanted.equals(laidSlots) && laidWidth == width && laidGrid == grid) {
      return;
    }
    laidSlots = wanted;
    laidWidth = width;
    laidGrid = grid;
    cells = grid ? Arrangement.grid(wanted.size(), width) : Arrangement.text(wanted, width);
  }

  private List<Slot> slotsOf(Sheet sheet) {
    Moment end = sheet.end();
    return end == null
        ? slots.open(sheet.start(), sheet.now(), sheet.faces())
        : slots.settled(end, sheet.faces());
  }

  private void paint(@Nullable Sheet sheet, double w, double h) {
    GraphicsContext g = canvas.getGraphicsContext2D();
    g.clearRect(0, 0, w, h);
    if (sheet == null) {
      timer.stop();
      return;
    }
    double share = Math.clamp((System.nanoTime() - changedAt) / (REVEAL_MILLIS * 1e6), 0, 1);
    if (share >= 1) {
      timer.stop();
    }
    Cells shown = settling ? earlier.count() == 0 ? cells : earlier.toward(cells, share) : cells;
    boolean grid = model.grid().get();
    double z = model.zoom().get();
    g.save();
    g.translate(PADDING, PADDING);
    g.scale(z, z);
    CellPainter painter = new CellPainter(g, metrics, palette.get(), grid, model.heat().get());
    if (grid) {
      numbers(g);
    }
    Span selection = model.selection().get();
    for (int i = 0; i < shown.count(); i++) {
      double y = Math.rint(shown.y()[i] - bar.getValue());
      if (z * y > h || z * (y + shown.cellHeight()) < -PADDING) {
        continue;
      }
      boolean first = !grid && shown.x()[i] == 0;
      double x = Math.rint(shown.x()[i]);
      double width = Math.rint(shown.width()[i]);
      var at = new CellPainter.Place(x, y, width, shown.cellHeight(), first);
      Change change = sheet.now().change(i);
      painter.paint(sheet, i, at, change == Change.WRITTEN && !settling ? share : 1);
      if (change != Change.NONE) {
        painter.changed(at, change);
      }
      if (selection.contains(i)) {
        painter.selected(at);
      }
      if (i == model.position().get() || i == model.hovered().get()) {
        painter.focused(at);
      }
    }
    g.restore();
  }

  /// The number of the first position of each row of a grid.
  private void numbers(GraphicsContext g) {
    g.setFont(metrics.chipFont());
    g.setFill(palette.get().muted());
    g.setTextAlign(TextAlignment.RIGHT);
    for (int i = 0; i < cells.count(); i++) {
      double y = cells.y()[i] - bar.getValue() + cells.cellHeight() / 2;
      if (cells.x()[i] == Arrangement.MARGIN) {
        g.fillText(Integer.toString(i), Arrangement.MARGIN - 8, y);
      }
    }
  }
}
