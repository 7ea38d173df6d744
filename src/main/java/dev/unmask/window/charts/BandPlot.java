package dev.unmask.window.charts;

import dev.unmask.session.figure.Inks;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.DoubleStream;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/// Several curves with bands of their uncertainty, measured now and then: each measurement has a
/// dot.
public final class BandPlot extends StepPlot {
  private static final float BAND = 0.16f;
  private static final double DOT = 5;

  private final YIntervalSeriesCollection curves;

  /// @param unit the values are shares, written as percents
  /// @param pick gets the step that the user points at
  public BandPlot(boolean unit, IntConsumer pick) {
    this(new YIntervalSeriesCollection(), unit, pick);
  }

  private BandPlot(YIntervalSeriesCollection curves, boolean unit, IntConsumer pick) {
    super(curves, renderer(), true, unit, pick);
    this.curves = curves;
    widen();
    if (unit) {
      percents();
    }
  }

  private static DeviationRenderer renderer() {
    DeviationRenderer renderer = new DeviationRenderer(true, true);
    renderer.setAlpha(BAND);
    for (int i = 0; i < 2 * Inks.LINES; i++) {
      renderer.setSeriesPaint(i, new Color(Inks.line(i)));
      renderer.setSeriesFillPaint(i, new Color(Inks.line(i)));
      renderer.setSeriesStroke(
          i, new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      renderer.setSeriesShape(i, new Ellipse2D.Double(-DOT / 2, -DOT / 2, DOT, DOT));
    }
    return renderer;
  }

  /// Replaces the curves.
  ///
  /// @param total last step of the axis
  public void curves(int total, List<Band> bands) {
    curves.removeAllSeries();
    double highest = 0;
    for (Band band : bands) {
      YIntervalSeries series = new YIntervalSeries(band.name());
      for (int i = 0; i < band.steps().length; i++) {
        series.add(band.steps()[i], band.values()[i], band.low()[i], band.high()[i]);
      }
      curves.addSeries(series);
      highest =
          Math.max(highest, DoubleStream.of(band.high()).filter(Double::isFinite).max().orElse(0));
    }
    show(total, highest);
  }

  @Override
  boolean empty() {
    return curves.getSeriesCount() == 0;
  }
}
