package dev.unmask.window.flow;

import dev.unmask.flow.FlowEvaluation;
import dev.unmask.flow.FlowFrame;
import dev.unmask.window.charts.ChartColors;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The way of one token: its candidates over time, its path in the plane, and its numbers.
final class WayView extends VBox {
  private final WayChart candidates = new WayChart(true);
  private final WayChart path = new WayChart(false);
  private final FlowPane legend = new FlowPane();
  private final Label title = label("", "heading");
  private final Label numbers = label("", "note");
  private ChartColors colors = ChartColors.LIGHT;

  WayView() {
    getStyleClass().add("flow-way");
    legend.getStyleClass().add("flow-legend");
    numbers.setWrapText(true);
    VBox.setVgrow(candidates, Priority.ALWAYS);
    VBox.setVgrow(path, Priority.ALWAYS);
    getChildren()
        .addAll(
            title,
            label("Probability of its candidates over t", "note"),
            candidates,
            legend,
            label("State (line) and estimate (points) in the plane of the vocabulary", "note"),
            path,
            numbers);
  }

  private static Label label(String text, String style) {
    Label label = new Label(text);
    label.getStyleClass().add(style);
    label.setWrapText(true);
    label.setMinHeight(USE_PREF_SIZE);
    return label;
  }

  void look(ChartColors wanted) {
    colors = wanted;
    candidates.colors(wanted);
    path.colors(wanted);
  }

  /// Shows the way of a token.
  ///
  /// @param index of it; the number of tokens for the one that is being integrated
  void show(FlowTrace trace, int index) {
    List<FlowEvaluation> way = trace.way(index);
    List<FlowFrame> frames = trace.frames();
    boolean there = index >= 0 && index < frames.size();
    title.setText(
        there
            ? "TOKEN %d: \u201c%s\u201d"
                .formatted(index + 1, trace.face(frames.get(index).token()).text())
            : way.isEmpty() ? "NO TOKEN" : "TOKEN %d, BEING INTEGRATED".formatted(index + 1));
    Candidates found = Candidates.of(way);
    List<WayChart.Line> lines = new ArrayList<>();
    legend.getChildren().clear();
    for (int c = 0; c < found.ids().length; c++) {
      Color color = WayChart.LINES.get(c);
      lines.add(new WayChart.Line(found.times(), found.probabilities()[c], color, way.size() < 40));
      Region swatch = new Region();
      swatch.getStyleClass().add("flow-swatch");
      swatch.setStyle("-fx-background-color: #%06x;".formatted(color.getRGB() & 0xffffff));
      Label name = label(visible(trace.face(found.ids()[c]).text()), "flow-candidate");
      name.setGraphic(swatch);
      legend.getChildren().add(name);
    }
    boolean integrated = !there || !way.isEmpty();
    for (Node chart : way()) {
      chart.setVisible(integrated);
      chart.setManaged(integrated);
    }
    candidates.lines(lines);
    path.lines(paths(way));
    numbers.setText(
        !there
            ? way.size() + " evaluations so far"
            : integrated ? words(frames.get(index)) : plain(trace, frames.get(index)));
  }

  /// What only an integrated token has.
  private List<Node> way() {
    return getChildren().stream().filter(n -> n != title && n != numbers).toList();
  }

  /// Of a token that was read off in one pass: what else it could have been.
  private static String plain(FlowTrace trace, FlowFrame frame) {
    StringBuilder text = new StringBuilder("Nothing was integrated: one pass said\n");
    for (int i = 0; i < frame.topIds().length; i++) {
      text.append(
          String.format(
              Locale.ROOT,
              "%5.1f %%  %s\n",
              100 * Math.exp(frame.topLogProbabilities()[i]),
              visible(trace.face(frame.topIds()[i]).text())));
    }
    return text.append(String.format(Locale.ROOT, "entropy %.2f nats", frame.entropy())).toString();
  }

  /// Spaces alone would name nothing.
  private static String visible(String text) {
    return text.isBlank() ? text.replace(' ', '\u2423') : text;
  }

  private List<WayChart.Line> paths(List<FlowEvaluation> way) {
    int n = way.size();
    double[] x = new double[n];
    double[] y = new double[n];
    double[] tx = new double[n];
    double[] ty = new double[n];
    for (int i = 0; i < n; i++) {
      FlowEvaluation e = way.get(i);
      x[i] = e.at()[0];
      y[i] = e.at()[1];
      tx[i] = e.towards()[0];
      ty[i] = e.towards()[1];
    }
    return List.of(
        new WayChart.Line(x, y, colors.line(), false),
        new WayChart.Line(tx, ty, WayChart.LINES.get(1), true));
  }

  private static String words(FlowFrame frame) {
    long rejected = frame.evaluations().stream().filter(e -> !e.accepted()).count();
    String end =
        switch (frame.end()) {
          case REACHED -> "";
          case BUDGET -> "; decoded early, since its evaluations were used up";
          case UNDERFLOW -> "; decoded early, since its steps became too small";
          case NOT_FINITE -> "; decoded early, since its state was no longer finite";
        };
    return String.format(
        Locale.ROOT,
        "%d evaluations on the way%s; chosen with probability %.3f (entropy %.2f nats); %.1f ms%s",
        frame.evaluations().size(),
        rejected == 0 ? "" : ", " + rejected + " of them in rejected steps",
        Math.exp(frame.logProbability()),
        frame.entropy(),
        frame.nanos() / 1e6,
        end);
  }
}
