package dev.unmask.window.canvas;

import java.util.List;
import java.util.Locale;
import javafx.geometry.Bounds;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The card beside a position: its token, how sure the model is, and what else it considered.
final class PositionCard extends VBox {
  static final double WIDTH = 248;
  private static final double BAR = 88;

  private final Label token = styled("card-token");
  private final Label where = styled("card-muted");
  private final Label numbers = styled("card-numbers");
  private final Label history = styled("card-muted");
  private final Label note = styled("card-muted");
  private final GridPane choices = new GridPane();

  PositionCard() {
    getStyleClass().add("position-card");
    setManaged(false);
    setMouseTransparent(true);
    setVisible(false);
    choices.getStyleClass().add("card-choices");
    note.setWrapText(true);
    history.setId("card-history");
    getChildren().addAll(token, where, numbers, history, choices, note);
    setPrefWidth(WIDTH);
  }

  private static Label styled(String style) {
    Label label = new Label();
    label.getStyleClass().add(style);
    return label;
  }

  /// Shows facts beside a place, inside an area; hides if there are none.
  void show(@Nullable PositionFacts facts, @Nullable Bounds beside, double width, double height) {
    setVisible(facts != null && beside != null);
    if (facts == null || beside == null) {
      return;
    }
    token.setText(facts.token().isEmpty() ? "no guess yet" : facts.token());
    where.setText("position " + facts.position() + " · " + facts.state());
    text(numbers, numbers(facts));
    text(history, facts.history());
    fill(facts.alternatives());
    text(note, facts.note());
    applyCss(); // the rows are new and not styled yet
    double h = prefHeight(WIDTH);
    double x = Math.clamp(beside.getMinX() - 12, 8, Math.max(8, width - WIDTH - 8));
    boolean below = beside.getMaxY() + 8 + h <= height || beside.getMinY() - 8 - h < 0;
    double y = below ? beside.getMaxY() + 8 : beside.getMinY() - 8 - h;
    resizeRelocate(Math.rint(x), Math.rint(y), WIDTH, h);
  }

  private static void text(Label label, String text) {
    label.setText(text);
    label.setVisible(!text.isEmpty());
    label.setManaged(!text.isEmpty());
  }

  private static String numbers(PositionFacts facts) {
    if (Double.isNaN(facts.probability())) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        "%s sure \u00b7 entropy %.2f nats",
        percent(facts.probability()),
        Math.max(0, facts.entropy())); // rounding may leave a little below 0
  }

  static String percent(double p) {
    if (p < 0.0005) {
      return "< 0.1 %";
    }
    return String.format(Locale.ROOT, p > 0.9995 ? "%.2f %%" : "%.1f %%", 100 * p);
  }

  private void fill(List<PositionFacts.Choice> list) {
    choices.getChildren().clear();
    choices.setManaged(!list.isEmpty());
    for (int i = 0; i < list.size(); i++) {
      PositionFacts.Choice choice = list.get(i);
      Label name = styled(choice.chosen() ? "card-chosen" : "card-choice");
      name.setText(choice.token());
      name.setPrefWidth(68);
      Label share = styled("card-share");
      share.setText(percent(choice.probability()));
      share.setPrefWidth(58);
      choices.addRow(i, name, bar(choice.probability()), share);
    }
  }

  private static Pane bar(double p) {
    Region track = new Region();
    track.getStyleClass().add("card-track");
    track.setMaxSize(BAR, 8);
    Region part = new Region();
    part.getStyleClass().add("card-bar");
    double width = Math.max(1, Math.round(BAR * p));
    part.setMinWidth(width);
    part.setMaxSize(width, 8);
    StackPane pane = new StackPane(track, part);
    StackPane.setAlignment(part, javafx.geometry.Pos.CENTER_LEFT);
    pane.setPrefWidth(BAR);
    return pane;
  }
}
