package dev.unmask.window.train;

import dev.unmask.job.Examination;
import dev.unmask.window.charts.ChartColors;
import dev.unmask.window.charts.CurvePlot;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.animation.Animation;
import javafx.animation.PauseTransition;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/// How a training goes: where it is, its speed, and its curves on one axis of steps. A click on a
/// curve reads all of them at that step; a click past its end reads the newest again.
final class CourseView extends VBox {
  private static final Duration REDRAW = Duration.millis(100);
  private static final int NEWEST = -1;

  private final TrainModel model;
  private final Map<Measure, CurvePlot> plots = new EnumMap<>(Measure.class);
  private final Map<Measure, Label> readings = new EnumMap<>(Measure.class);
  private final List<FindingsView> findings = new ArrayList<>();
  private final HBox found;
  private final ExaminationView examination = new ExaminationView(this::pick);
  private final PauseTransition soon = new PauseTransition(REDRAW);
  private int picked = NEWEST;

  CourseView(TrainModel model) {
    this.model = model;
    getStyleClass().add("course");
    setId("course");
    for (Findings what : Findings.values()) {
      findings.add(new FindingsView(what, this::pick));
    }
    found = row(findings.toArray(new Region[0]));
    VBox rows =
        new VBox(
            found,
            row(cell(Measure.CROSS_ENTROPY), cell(Measure.LOSS)),
            row(cell(Measure.NORM), cell(Measure.RATE), cell(Measure.SPEED)));
    rows.getStyleClass().add("course-rows");
    VBox.setVgrow(rows, Priority.ALWAYS);
    getChildren().addAll(new ProgressHeader(model), rows, examination);
    model.curves().addListener((o, was, is) -> soon());
    soon.setOnFinished(e -> draw());
    draw();
  }

  /// Plots side by side, all of one width.
  private static HBox row(Region... cells) {
    HBox row = new HBox(cells);
    row.getStyleClass().add("course-row");
    for (Region cell : cells) {
      cell.setMinWidth(0);
      cell.setPrefWidth(0);
      HBox.setHgrow(cell, Priority.ALWAYS);
    }
    VBox.setVgrow(row, Priority.ALWAYS);
    return row;
  }

  private VBox cell(Measure m) {
    CurvePlot plot = new CurvePlot(true, false, this::pick).roomy();
    plot.setMinHeight(72);
    VBox.setVgrow(plot, Priority.ALWAYS);
    plots.put(m, plot);
    Label reading = new Label();
    reading.setId("reading-" + m.name().toLowerCase(Locale.ROOT));
    reading.getStyleClass().add("curve-reading");
    reading.setMinWidth(USE_PREF_SIZE);
    readings.put(m, reading);
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    VBox cell = new VBox(new HBox(m.quantity().label(), gap, reading), plot);
    cell.getStyleClass().add("curves");
    return cell;
  }

  void colors(ChartColors colors) {
    plots.values().forEach(p -> p.colors(colors));
    findings.forEach(f -> f.colors(colors));
  }

  private void pick(int step) {
    Curves now = model.curves().get();
    boolean past = now.empty() || step >= now.steps()[now.steps().length - 1];
    picked = past ? NEWEST : Math.max(1, step);
    cursor(now);
  }

  /// Drawing costs more than a pulse may take: a few times a second is enough.
  private void soon() {
    if (soon.getStatus() != Animation.Status.RUNNING) {
      draw();
      soon.playFromStart();
    }
  }

  private void draw() {
    Curves now = model.curves().get();
    int total = (int) Math.min(Integer.MAX_VALUE, now.total());
    plots.forEach(
        (m, plot) -> {
          double[] smooth = now.smooth(m);
          double[] faint = m.noisy() ? now.raw(m) : new double[0];
          plot.curve(total, now.steps(), smooth, faint, now.highest(m));
        });
    boolean examined = !now.examinations().isEmpty();
    found.setVisible(examined);
    found.setManaged(examined);
    findings.forEach(f -> f.draw(total, now.examinations()));
    cursor(now);
  }

  private void cursor(Curves now) {
    int at = picked == NEWEST ? now.steps().length - 1 : Math.max(0, now.at(picked));
    plots.forEach(
        (m, plot) -> {
          boolean there = at >= 0 && at < now.steps().length;
          double y = there ? now.smooth(m)[at] : Double.NaN;
          plot.cursor(there ? now.steps()[at] : Double.NaN, y);
          Label reading = readings.get(m);
          if (reading != null) {
            reading.setText(m.quantity().words(y));
          }
        });
    Examination then = now.examined(picked == NEWEST ? Double.POSITIVE_INFINITY : picked);
    findings.forEach(f -> f.read(now.examinations(), then));
    examination.show(now.examinations(), then);
  }
}
