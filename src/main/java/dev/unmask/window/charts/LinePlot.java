package dev.unmask.window.charts;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import javafx.scene.layout.Region;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.fx.ChartCanvas;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYDataset;

/// Values over two axes, in the colours of the theme, painted again only when they or the size
/// change.
public abstract class LinePlot extends Region {
  private static final Font NUMBERS = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

  protected final NumberAxis across = new NumberAxis();
  protected final NumberAxis up = new NumberAxis();
  protected final XYPlot plot;
  private final JFreeChart chart;
  private final ChartCanvas canvas;

  protected LinePlot(XYDataset curves, XYItemRenderer renderer) {
    plot = new XYPlot(curves, across, up, renderer);
    chart = new JFreeChart(null, null, plot, false);
    chart.setNotify(false);
    chart.setPadding(RectangleInsets.ZERO_INSETS);
    plot.setOutlineVisible(false);
    plot.setDomainGridlineStroke(new BasicStroke(1));
    plot.setRangeGridlineStroke(new BasicStroke(1));
    for (NumberAxis axis : new NumberAxis[] {across, up}) {
      axis.setTickLabelFont(NUMBERS);
      axis.setAxisLineVisible(false);
      axis.setTickMarksVisible(false);
    }
    canvas = new ChartCanvas(chart);
    canvas.setTooltipEnabled(false);
    // Every painting begins with this font again, while the chart believes that its own still
    // stands from the painting before: they have to be the same, or text is wider than measured.
    canvas
        .getGraphicsContext2D()
        .setFont(javafx.scene.text.Font.font(NUMBERS.getFamily(), NUMBERS.getSize()));
    canvas.setMouseTransparent(true);
    canvas.setManaged(false);
    getChildren().add(canvas);
  }

  /// Takes the colours of a theme.
  public void colors(ChartColors colors) {
    chart.setBackgroundPaint(colors.background());
    plot.setBackgroundPaint(colors.background());
    plot.setRangeGridlinePaint(colors.grid());
    plot.setDomainGridlinePaint(colors.grid());
    across.setTickLabelPaint(colors.text());
    up.setTickLabelPaint(colors.text());
    draw();
  }

  /// Paints anew, if there is room.
  protected final void draw() {
    if (canvas.getWidth() > 0 && canvas.getHeight() > 0) {
      prepare(canvas.getWidth());
      canvas.draw();
      place();
    }
  }

  /// What has to be known before painting.
  ///
  /// @param width in pixels
  protected void prepare(double width) {}

  /// Puts what stands above the chart where it belongs.
  protected void place() {}

  /// Where the curves were drawn; empty before they were.
  protected final Rectangle2D area() {
    ChartRenderingInfo info = canvas.getRenderingInfo();
    return info == null ? new Rectangle2D.Double() : info.getPlotInfo().getDataArea();
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
    place();
  }
}
