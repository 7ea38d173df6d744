package dev.unmask.window.charts;

import java.awt.BasicStroke;
import java.util.function.IntConsumer;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/// One curve, which may have a faint one behind it.
public final class CurvePlot extends StepPlot {
  private final XYSeries series;
  private final XYSeries behind;
  private final XYLineAndShapeRenderer renderer;

  /// @param labelled whether step numbers stand below
  /// @param unit the value axis runs from 0 to 1
  /// @param pick gets the step that the user points at
  public CurvePlot(boolean labelled, boolean unit, IntConsumer pick) {
    this(new XYSeriesCollection(), new XYLineAndShapeRenderer(true, false), labelled, unit, pick);
  }

  private CurvePlot(
      XYSeriesCollection curves,
      XYLineAndShapeRenderer renderer,
      boolean labelled,
      boolean unit,
      IntConsumer pick) {
    super(curves, renderer, labelled, unit, pick);
    this.renderer = renderer;
    series = new XYSeries("curve", false, false);
    behind = new XYSeries("behind", false, false);
    curves.addSeries(behind);
    curves.addSeries(series);
    renderer.setSeriesStroke(0, new BasicStroke(1));
    renderer.setSeriesStroke(1, new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    renderer.setDrawSeriesLineAsPath(true);
  }

  /// Leaves room for small values at the side, and for the number of a step in the ten thousands at
  /// the end.
  ///
  /// @return this plot
  public CurvePlot roomy() {
    widen();
    return this;
  }

  @Override
  public void colors(ChartColors colors) {
    renderer.setSeriesPaint(0, colors.faint());
    renderer.setSeriesPaint(1, colors.line());
    super.colors(colors);
  }

  /// Replaces the curve.
  ///
  /// @param total last step of the axis
  /// @param first step of the first value
  /// @param ys its values, step by step; NaN where there is none
  void curve(int total, int first, double[] ys) {
    double[] xs = IntStream.range(0, ys.length).mapToDouble(i -> first + i).toArray();
    double highest = DoubleStream.of(ys).filter(y -> !Double.isNaN(y)).max().orElse(1);
    curve(total, xs, ys, new double[0], highest);
  }

  /// Replaces the curve and the one behind it.
  ///
  /// @param total last step of the axis
  /// @param xs steps
  /// @param ys values at these steps
  /// @param faint values at these steps of the curve behind; empty for none
  /// @param highest value that is to be seen; what lies above it is cut
  public void curve(int total, double[] xs, double[] ys, double[] faint, double highest) {
    series.setNotify(false);
    behind.setNotify(false);
    series.clear();
    behind.clear();
    for (int i = 0; i < ys.length; i++) {
      series.add(xs[i], ys[i], false);
    }
    for (int i = 0; i < faint.length; i++) {
      behind.add(xs[i], faint[i], false);
    }
    show(total, highest);
  }

  @Override
  boolean empty() {
    return series.getItemCount() == 0;
  }
}
