package dev.unmask.window.charts;

import java.awt.geom.Rectangle2D;
import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.util.Locale;
import java.util.function.IntConsumer;
import javafx.scene.Node;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Line;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYDataset;

/// A chart over steps. Its cursor is a node above it, so that moving it does not draw the chart
/// anew; pressing or dragging the mouse points at a step.
public abstract class StepPlot extends LinePlot {
  private static final double AXIS_WIDTH = 44;
  private static final double WIDE_AXIS = 68;

  /// Between a number and the axis.
  private static final double GAP = 6;

  /// Room for the number of a step.
  private static final double NUMBER = 52;
  private static final double LAST_STEP = 20;

  private final NumberAxis steps = across;
  private final NumberAxis values = up;
  private final Line cursor = new Line();
  private final Circle dot = new Circle(4);
  private final boolean unit;
  private boolean percent;
  private double at = Double.NaN;
  private double value = Double.NaN;

  /// @param labelled whether step numbers stand below
  /// @param unit the value axis runs from 0 to 1
  /// @param pick gets the step that the user points at
  StepPlot(
      XYDataset curves, XYItemRenderer renderer, boolean labelled, boolean unit, IntConsumer pick) {
    super(curves, renderer);
    getStyleClass().add("curve-plot");
    this.unit = unit;
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    plot.setInsets(new RectangleInsets(8, 0, labelled ? 0 : 4, 10));
    plot.setDomainGridlinesVisible(false);
    steps.setTickLabelsVisible(labelled);
    steps.setLowerMargin(0);
    steps.setUpperMargin(0);
    values.setFixedDimension(AXIS_WIDTH);
    values.setTickLabelInsets(new RectangleInsets(2, 2, 2, GAP));
    steps.setTickLabelInsets(new RectangleInsets(5, 4, 2, 4));
    scale(1);
    cursor.getStyleClass().add("curve-cursor");
    dot.getStyleClass().add("curve-dot");
    cursor.setMouseTransparent(true);
    dot.setMouseTransparent(true);
    for (Node node : new Node[] {cursor, dot}) {
      node.setManaged(false);
    }
    getChildren().addAll(cursor, dot);
    addEventHandler(MouseEvent.MOUSE_PRESSED, e -> pick(e, pick));
    addEventHandler(MouseEvent.MOUSE_DRAGGED, e -> pick(e, pick));
  }

  /// Leaves room for small values at the side, and for the number of a step in the ten thousands at
  /// the end.
  final void widen() {
    values.setFixedDimension(WIDE_AXIS);
    values.setTickLabelInsets(new RectangleInsets(2, 2, 2, GAP));
    plot.setInsets(new RectangleInsets(8, 0, 0, LAST_STEP));
  }

  /// Sets both axes and draws.
  ///
  /// @param total last step
  /// @param highest value that is to be seen; what lies above it is cut
  final void show(int total, double highest) {
    steps.setRange(0, Math.max(1, total));
    scale(unit ? 1 : highest);
    draw();
  }

  private void scale(double highest) {
    Ticks ticks = Ticks.upTo(highest);
    double step = unit ? 0.5 : ticks.unit();
    values.setRange(0, ticks.end());
    values.setTickUnit(new NumberTickUnit(step));
    NumberFormat numbers = NumberFormat.getNumberInstance(Locale.ROOT);
    numbers.setMinimumFractionDigits(unit ? 1 : ticks.decimals());
    numbers.setMaximumFractionDigits(unit ? 1 : ticks.decimals());
    values.setNumberFormatOverride(percent ? new DecimalFormat("0 %") : numbers);
  }

  /// Shares are written as percents, as they are beside the curve.
  final void percents() {
    percent = true;
    scale(1);
  }

  /// Moves the cursor.
  ///
  /// @param step where
  /// @param y the value there, NaN if there is none
  public void cursor(double step, double y) {
    at = step;
    value = y;
    place();
  }

  /// As many numbers of steps as there is room for.
  @Override
  protected void prepare(double width) {
    double total = steps.getRange().getUpperBound();
    double room = width - values.getFixedDimension() - LAST_STEP;
    double unit = Math.max(1, Ticks.upTo(total).unit());
    while (total / unit > Math.max(1, room / NUMBER)) {
      unit *= 2;
    }
    steps.setTickUnit(new NumberTickUnit(unit));
  }

  /// Whether there is nothing to point at.
  abstract boolean empty();

  @Override
  protected void place() {
    Rectangle2D area = area();
    boolean shown = !Double.isNaN(at) && area.getWidth() > 0 && !empty();
    cursor.setVisible(shown);
    dot.setVisible(shown && !Double.isNaN(value));
    if (!shown) {
      return;
    }
    double x = Math.round(steps.valueToJava2D(at, area, RectangleEdge.BOTTOM)) + 0.5;
    cursor.setStartX(x);
    cursor.setEndX(x);
    cursor.setStartY(area.getMinY());
    cursor.setEndY(area.getMaxY());
    dot.setCenterX(x);
    dot.setCenterY(values.valueToJava2D(value, area, RectangleEdge.LEFT));
  }

  private void pick(MouseEvent e, IntConsumer pick) {
    Rectangle2D area = area();
    if (e.getButton() == MouseButton.PRIMARY && area.getWidth() > 0) {
      double step = steps.java2DToValue(e.getX(), area, RectangleEdge.BOTTOM);
      pick.accept((int) Math.round(step));
      e.consume();
    }
  }

  @Override
  protected double computePrefHeight(double width) {
    return 112;
  }
}
