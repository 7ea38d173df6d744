package dev.unmask.window.shell;

import dev.unmask.window.charts.CurvesView;
import dev.unmask.window.trace.Change;
import dev.unmask.window.trace.Counts;
import dev.unmask.window.trace.Trace;
import dev.unmask.window.workbench.ShownRun;
import dev.unmask.window.workbench.Workbench;
import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The right column: curves of the run, and its numbers up to the cursor.
final class CurvesPane extends VBox {
  private final Workbench bench;
  private final CurvesView curves;
  private final Label evaluations = Parts.label("", "fact");
  private final Label revisions = Parts.label("", "fact");
  private final Label undone = Parts.label("", "fact");
  private final Label revealed = Parts.label("", "fact");
  private final Label time = Parts.label("", "fact");
  private final GridPane facts = new GridPane();

  CurvesPane(Workbench bench) {
    this.bench = bench;
    getStyleClass().add("curves-pane");
    curves = new CurvesView(bench.head());
    facts.getStyleClass().add("facts");
    fact(0, "Evaluations", evaluations, "How often the network was asked.");
    fact(1, "Written here", revealed, "Positions that this step wrote.");
    fact(
        2,
        "Guesses revised",
        revisions,
        "How often a guess under a mask has changed so far: the model corrects itself there.");
    fact(
        3,
        "Taken back",
        undone,
        "How many written tokens were masked again or changed so far; most samplers never do.");
    fact(4, "Time of step", time, "Wall time of this step.");
    Label empty =
        Parts.label("Run, and three curves show how the canvas settles, step by step.", "empty");
    empty.setWrapText(true);
    VBox shown = new VBox(curves, Parts.label("AT THIS STEP", "heading"), facts);
    shown.getStyleClass().add("curves-shown");
    StackPane body = new StackPane(empty, shown);
    VBox.setVgrow(body, Priority.ALWAYS);
    VBox.setVgrow(curves, Priority.ALWAYS);
    empty.visibleProperty().bind(bench.viewing().run().isNull());
    shown.visibleProperty().bind(bench.viewing().run().isNotNull());
    getChildren().addAll(Parts.label("CURVES", "heading"), body);
    bench.viewing().run().addListener((o, was, is) -> open(is));
    bench.head().step().addListener((o, was, is) -> count());
    open(bench.viewing().run().get());
  }

  void look(Theme theme) {
    curves.colors(theme.chart());
  }

  private void fact(int row, String name, Label value, String help) {
    Label label = Parts.label(name, "fact-name");
    label.setTooltip(new javafx.scene.control.Tooltip(help));
    GridPane.setHgrow(label, Priority.ALWAYS);
    label.setMaxWidth(Double.MAX_VALUE);
    value.setMaxWidth(Double.MAX_VALUE);
    facts.addRow(row, label, value);
  }

  private void open(@Nullable ShownRun run) {
    curves.open(run == null ? null : run.trace());
    count();
  }

  private void count() {
    ShownRun run = bench.viewing().run().get();
    int step = bench.head().step().get();
    if (run == null || step < 1 || step > run.trace().available()) {
      for (Label label : new Label[] {evaluations, revisions, revealed, undone, time}) {
        label.setText("\u2013");
      }
      return;
    }
    Trace trace = run.trace();
    evaluations.setText(Integer.toString(trace.frame(step).evaluations()));
    Counts counts = trace.counts(step);
    revealed.setText(Integer.toString(trace.moment(step).count(Change.WRITTEN)));
    revisions.setText(Integer.toString(counts.revisions()));
    undone.setText(Integer.toString(counts.remasked() + counts.rewritten()));
    time.setText(String.format(Locale.ROOT, "%.1f ms", trace.frame(step).nanos() / 1e6));
  }
}
