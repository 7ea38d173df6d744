package dev.unmask.window.train;

import dev.unmask.window.charts.ChartColors;
import dev.unmask.window.charts.CurvePlot;
import java.util.EnumMap;
import java.util.Map;
import javafx.animation.Animation;
import javafx.animation.PauseTransition;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.RowConstraints;
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
  private final PauseTransition soon = new PauseTransition(REDRAW);
  private int picked = NEWEST;

  CourseView(TrainModel model) {
    this.model = model;
    getStyleClass().add("course");
    setId("course");
    Label sentence = new Label();
    sentence.setId("train-state");
    sentence.getStyleClass().add("course-state");
    sentence.setWrapText(true);
    sentence.textProperty().bind(model.sentence());
    ProgressBar bar = new ProgressBar();
    bar.setId("train-progress");
    bar.getStyleClass().add("course-bar");
    bar.setMaxWidth(Double.MAX_VALUE);
    bar.setAccessibleText("Share of the steps that are made");
    StandingView numbers = new StandingView();
    model
        .standing()
        .addListener(
            (o, was, is) -> {
              bar.setProgress(is.share());
              numbers.show(is, model.state().get().busy());
            });
    model.state().addListener((o, was, is) -> numbers.show(model.standing().get(), is.busy()));
    bar.setProgress(model.standing().get().share());
    numbers.show(model.standing().get(), model.state().get().busy());
    GridPane grid = grid();
    VBox.setVgrow(grid, Priority.ALWAYS);
    AttentionView attention = new AttentionView(model);
    HBox top = new HBox(numbers, attention);
    HBox.setHgrow(numbers, Priority.ALWAYS);
    top.getStyleClass().add("course-top");
    getChildren().addAll(new VBox(8, sentence, bar), top, grid, new ExaminationView(model));
    model.curves().addListener((o, was, is) -> soon());
    soon.setOnFinished(e -> draw());
    draw();
  }

  private GridPane grid() {
    GridPane grid = new GridPane();
    grid.getStyleClass().add("course-grid");
    int next = 0;
    for (Measure m : Measure.values()) {
      CurvePlot plot = new CurvePlot(true, false, this::pick).roomy();
      plot.setMinHeight(96);
      Label reading = new Label();
      reading.setId("reading-" + m.name().toLowerCase(java.util.Locale.ROOT));
      reading.getStyleClass().add("curve-reading");
      plots.put(m, plot);
      readings.put(m, reading);
      VBox.setVgrow(plot, Priority.ALWAYS);
      VBox cell = new VBox(header(m, reading), plot);
      cell.getStyleClass().add("curves");
      grid.add(cell, next % 2, next / 2);
      next++;
    }
    for (int i = 0; i < 2; i++) {
      ColumnConstraints column = new ColumnConstraints();
      column.setPercentWidth(50);
      RowConstraints row = new RowConstraints();
      row.setPercentHeight(i == 0 ? 58 : 42);
      grid.getColumnConstraints().add(column);
      grid.getRowConstraints().add(row);
    }
    return grid;
  }

  private static HBox header(Measure m, Label reading) {
    Label title = new Label(m.title());
    title.getStyleClass().add("curve-title");
    title.setTooltip(new Tooltip(m.help()));
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    return new HBox(title, gap, reading);
  }

  void colors(ChartColors colors) {
    plots.values().forEach(p -> p.colors(colors));
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
            reading.setText(m.words(y));
          }
        });
  }
}
