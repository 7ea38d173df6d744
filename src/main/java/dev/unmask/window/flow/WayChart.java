package dev.unmask.window.flow;

import dev.unmask.window.charts.LinePlot;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.util.List;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/// Lines over two axes.
final class WayChart extends LinePlot {
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

  /// @param x values
  /// @param y values
  /// @param color of the line
  /// @param points whether each value is a dot
  record Line(double[] x, double[] y, Color color, boolean points) {}

  private final XYSeriesCollection series;
  private final XYLineAndShapeRenderer renderer;

  /// @param unit both axes run from 0 to 1; otherwise as far as the values
  WayChart(boolean unit) {
    this(unit, new XYSeriesCollection(), new XYLineAndShapeRenderer(true, false));
  }

  private WayChart(boolean unit, XYSeriesCollection series, XYLineAndShapeRenderer renderer) {
    super(series, renderer);
    this.series = series;
    this.renderer = renderer;
    plot.setInsets(new RectangleInsets(8, 0, 0, 18));
    for (NumberAxis axis : List.of(across, up)) {
      axis.setAutoRangeIncludesZero(false);
      if (unit) {
        axis.setRange(0, 1);
      }
    }
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

  @Override
  protected double computePrefHeight(double width) {
    return 200;
  }
}
