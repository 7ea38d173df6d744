package dev.unmask.window.flow;

import dev.unmask.window.charts.ChartColors;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Ellipse2D;
import java.util.List;
import javafx.scene.layout.Region;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.fx.ChartCanvas;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/// Lines over two axes.
final class WayChart extends Region {
  /// Told apart by the colour-blind, on light and dark.
  ///
  /// @see "Okabe, Ito: Color universal design, 2008"
  static final List<Color> LINES =
      List.of(
          new Color(0x0072b2),
          new Color(0xd55e00),
          new Color(0x009e73),
          new Color(0xcc79a7),
          new Color(0xb58900));

  private static final Font NUMBERS = new Font(Font.SANS_SERIF, Font.PLAIN, 10);

  /// @param x values
  /// @param y values
  /// @param color of the line
  /// @param points whether each value is a dot
  record Line(double[] x, double[] y, Color color, boolean points) {}

  private final XYSeriesCollection series = new XYSeriesCollection();
  private final NumberAxis across = new NumberAxis();
  private final NumberAxis up = new NumberAxis();
  private final XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
  private final XYPlot plot = new XYPlot(series, across, up, renderer);
  private final JFreeChart chart = new JFreeChart(null, null, plot, false);
  private final ChartCanvas canvas = new ChartCanvas(chart);

  /// @param unit both axes run from 0 to 1; otherwise as far as the values
  WayChart(boolean unit) {
    chart.setNotify(false);
    chart.setPadding(RectangleInsets.ZERO_INSETS);
    plot.setInsets(new RectangleInsets(8, 0, 0, 18));
    plot.setOutlineVisible(false);
    plot.setDomainGridlineStroke(new BasicStroke(1));
    plot.setRangeGridlineStroke(new BasicStroke(1));
    for (NumberAxis axis : List.of(across, up)) {
      axis.setTickLabelFont(NUMBERS);
      axis.setAxisLineVisible(false);
      axis.setTickMarksVisible(false);
      axis.setAutoRangeIncludesZero(false);
      if (unit) {
        axis.setRange(0, 1);
      }
    }
    canvas.setTooltipEnabled(false);
    canvas.setMouseTransparent(true);
    canvas.setManaged(false);
    getChildren().add(canvas);
  }

  void colors(ChartColors colors) {
    chart.setBackgroundPaint(colors.background());
    plot.setBackgroundPaint(colors.background());
    plot.setRangeGridlinePaint(colors.grid());
    plot.setDomainGridlinePaint(colors.grid());
    across.setTickLabelPaint(colors.text());
    up.setTickLabelPaint(colors.text());
    draw();
  }

  /// Replaces all lines.
  void lines(List<Line> lines) {
    series.removeAllSeries();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      XYSeries one = new XYSeries(Integer.toString(i), false, true);
      for (int n = 0; n < line.x().length; n++) {
        one.add(line.x()[n], line.y()[n], false);
      }
      series.addSeries(one);
      renderer.setSeriesPaint(i, line.color());
      renderer.setSeriesStroke(
          i, new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      renderer.setSeriesShapesVisible(i, line.points());
      renderer.setSeriesShape(i, new Ellipse2D.Double(-2.5, -2.5, 5, 5));
    }
    draw();
  }

  private void draw() {
    if (canvas.getWidth() > 0 && canvas.getHeight() > 0) {
      canvas.draw();
    }
  }

  @Override
  protected void layoutChildren() {
    double w = Math.floor(getWidth());
    double h = Math.floor(getHeight());
    if (w != canvas.getWidth() || h != canvas.getHeight()) {
      canvas.setWidth(w);
      canvas.setHeight(h);
      draw();
    }
  }

  @Override
  protected double computePrefHeight(double width) {
    return 200;
  }
}
