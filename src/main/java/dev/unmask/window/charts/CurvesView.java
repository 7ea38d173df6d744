package dev.unmask.window.charts;

import dev.unmask.window.timeline.Playhead;
import dev.unmask.window.trace.Trace;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javafx.animation.Animation;
import javafx.animation.PauseTransition;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/// Masked positions, entropy and confidence of a run, one above the other on one axis of steps.
public final class CurvesView extends VBox {
  private static final Duration REDRAW = Duration.millis(100);

  private final Playhead head;
  private final Map<Curve, CurvePlot> plots = new EnumMap<>(Curve.class);
  private final Map<Curve, Label> readings = new EnumMap<>(Curve.class);
  private final PauseTransition soon = new PauseTransition(REDRAW);
  private @Nullable Trace trace;
  private int drawn;

  public CurvesView(Playhead head) {
    this.head = head;
    getStyleClass().add("curves");
    setId("curves");
    for (Curve curve : Curve.values()) {
      boolean last = curve == Curve.CONFIDENCE;
      CurvePlot plot = new CurvePlot(last, curve == Curve.CONFIDENCE, head::moveTo);
      Label reading = new Label();
      reading.getStyleClass().add("curve-reading");
      plots.put(curve, plot);
      readings.put(curve, reading);
      VBox.setVgrow(plot, Priority.ALWAYS);
      plot.setMinHeight(64);
      plot.setMaxHeight(224);
      getChildren().addAll(header(curve, reading), plot);
    }
    head.step().addListener((o, was, is) -> cursor());
    head.newest().addListener((o, was, is) -> soon());
    head.steps().addListener((o, was, is) -> redraw());
    soon.setOnFinished(e -> draw());
  }

  private static HBox header(Curve curve, Label reading) {
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox header = new HBox(curve.quantity().label(), gap, reading);
    header.getStyleClass().add("curve-header");
    return header;
  }

  /// Shows another run, or none.
  public void open(@Nullable Trace shown) {
    trace = shown;
    redraw();
  }

  private void redraw() {
    drawn = -1;
    draw();
  }

  /// Takes the colours of a theme.
  public void colors(ChartColors colors) {
    plots.values().forEach(p -> p.colors(colors));
  }

  /// While a run is live the curves are drawn a few times a second only.
  private void soon() {
    if (soon.getStatus() != Animation.Status.RUNNING) {
      draw();
      soon.playFromStart();
    }
  }

  private void draw() {
    Trace shown = trace;
    int n = shown == null ? 0 : shown.available();
    if (n != drawn) {
      drawn = n;
      plots.forEach((curve, plot) -> fill(curve, plot, shown, n));
    }
    cursor();
  }

  private void fill(Curve curve, CurvePlot plot, @Nullable Trace shown, int n) {
    if (shown == null) {
      plot.curve(1, 1, new double[0]);
      return;
    }
    DoubleStream steps = IntStream.rangeClosed(1, n).mapToDouble(s -> curve.of(shown.metrics(s)));
    // What is masked is known before the first step; what is believed is not.
    boolean fromStart = curve == Curve.MASKED;
    DoubleStream start =
        fromStart ? DoubleStream.of(shown.moment(0).maskedLeft()) : DoubleStream.empty();
    plot.curve(head.steps().get(), fromStart ? 0 : 1, DoubleStream.concat(start, steps).toArray());
  }

  private double at(Curve curve, @Nullable Trace shown, int step) {
    if (shown == null || step > shown.available()) {
      return Double.NaN;
    }
    if (step == 0) {
      return curve == Curve.MASKED ? shown.moment(0).maskedLeft() : Double.NaN;
    }
    return curve.of(shown.metrics(step));
  }

  private void cursor() {
    Trace shown = trace;
    int step = head.step().get();
    plots.forEach(
        (curve, plot) -> {
          double y = at(curve, shown, step);
          plot.cursor(step, y);
          Label reading = readings.get(curve);
          if (reading != null) {
            reading.setText(curve.quantity().words(y));
          }
        });
  }
}
