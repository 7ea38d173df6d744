package dev.unmask.window.charts;

import dev.unmask.window.timeline.Playhead;
import dev.unmask.window.trace.Trace;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;
import javafx.animation.Animation;
import javafx.animation.PauseTransition;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
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
      plot.setMaxHeight(160);
      getChildren().addAll(header(curve, reading), plot);
    }
    head.step().addListener((o, was, is) -> cursor());
    head.newest().addListener((o, was, is) -> soon());
    head.steps().addListener((o, was, is) -> redraw());
    soon.setOnFinished(e -> draw());
  }

  private static HBox header(Curve curve, Label reading) {
    Label title = new Label(curve.title());
    title.getStyleClass().add("curve-title");
    title.setTooltip(new Tooltip(curve.help()));
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox header = new HBox(title, gap, reading);
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
      plots.forEach(
          (curve, plot) ->
              plot.curve(
                  shown == null ? 1 : head.steps().get(),
                  IntStream.rangeClosed(1, n)
                      .mapToDouble(s -> shown == null ? 0 : curve.of(shown.metrics(s)))
                      .toArray()));
    }
    cursor();
  }

  private void cursor() {
    Trace shown = trace;
    int step = head.step().get();
    plots.forEach(
        (curve, plot) -> {
          boolean known = shown != null && step >= 1 && step <= shown.available();
          double y = known && shown != null ? curve.of(shown.metrics(step)) : Double.NaN;
          plot.cursor(step, y);
          Label reading = readings.get(curve);
          if (reading != null) {
            reading.setText(curve.words(y));
          }
        });
  }
}
