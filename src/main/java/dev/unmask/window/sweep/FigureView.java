package dev.unmask.window.sweep;

import dev.unmask.session.export.SweepExport;
import dev.unmask.session.figure.Inks;
import dev.unmask.session.figure.SweepFigure;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import org.jspecify.annotations.Nullable;

/// The curves of a sweep. A click on a point lists its items; with Shift it is compared.
final class FigureView extends Region {
  private static final double NEAR = 14;

  private final SweepModel model;
  private final Canvas canvas = new Canvas();
  private Inks inks = Inks.PRINT;
  private @Nullable SweepFigure figure;

  FigureView(SweepModel model) {
    this.model = model;
    getStyleClass().add("sweep-figure");
    getChildren().add(canvas);
    setMinSize(320, 240);
    setPrefSize(560, 400);
    setAccessibleText("Accuracy against a knob; the table beside it holds the same numbers");
    model.shown().addListener((o, was, is) -> paint());
    model.point().addListener((o, was, is) -> paint());
    model.other().addListener((o, was, is) -> paint());
    canvas.addEventHandler(MouseEvent.MOUSE_CLICKED, this::clicked);
  }

  void look(boolean dark) {
    inks = dark ? Inks.DARK : Inks.PRINT;
    paint();
  }

  @Override
  protected void layoutChildren() {
    if (canvas.getWidth() != getWidth() || canvas.getHeight() != getHeight()) {
      canvas.setWidth(getWidth());
      canvas.setHeight(getHeight());
      paint();
    }
  }

  private void paint() {
    GraphicsContext g = canvas.getGraphicsContext2D();
    SweepExport sweep = model.shown().get();
    if (sweep == null || getWidth() < 1) {
      figure = null;
      g.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
      return;
    }
    SweepFigure now = new SweepFigure(sweep.spec(), sweep.scores(), getWidth(), getHeight(), inks);
    figure = now;
    DrawingPainter.paint(g, now.draw());
    g.setLineDashes();
    for (SweepFigure.Spot spot : now.spots()) {
      boolean first = spot.point() == model.point().get();
      if (first || spot.point() == model.other().get()) {
        g.setStroke(Color.rgb(inks.ink() >> 16, inks.ink() >> 8 & 255, inks.ink() & 255));
        g.setLineWidth(first ? 2 : 1);
        g.strokeOval(spot.x() - 8, spot.y() - 8, 16, 16);
      }
    }
  }

  private void clicked(MouseEvent e) {
    SweepFigure now = figure;
    if (now == null) {
      return;
    }
    SweepFigure.Spot best = null;
    double nearest = NEAR;
    for (SweepFigure.Spot spot : now.spots()) {
      double distance = Math.hypot(spot.x() - e.getX(), spot.y() - e.getY());
      if (distance < nearest) {
        nearest = distance;
        best = spot;
      }
    }
    if (best != null && e.isShiftDown()) {
      model.other().set(best.point());
    } else if (best != null) {
      model.point().set(best.point());
    }
  }
}
