package dev.unmask.window.train;

import dev.unmask.job.Examination;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// What the model wrote when it was examined, at any of its examinations. There where a recipe asks
/// for examinations.
final class ExaminationView extends VBox {
  private static final double NAMES = 64;

  private final IntConsumer pick;
  private final Label heading = label("", "heading");
  private final Button back = button("examined-before", Feather.CHEVRON_LEFT, "The one before");
  private final Button next = button("examined-after", Feather.CHEVRON_RIGHT, "The one after");
  private final GridPane sample = new GridPane();

  /// @param pick is given the step that the user wants to read
  ExaminationView(IntConsumer pick) {
    this.pick = pick;
    getStyleClass().add("examination");
    setId("examination");
    heading.setId("examination-heading");
    sample.getStyleClass().add("examination-sample");
    ColumnConstraints names = new ColumnConstraints(NAMES);
    ColumnConstraints words = new ColumnConstraints();
    words.setHgrow(Priority.ALWAYS);
    sample.getColumnConstraints().setAll(names, words);
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox top = new HBox(heading, gap, back, next);
    top.setAlignment(Pos.CENTER_LEFT);
    getChildren().addAll(top, sample);
    setMinHeight(USE_PREF_SIZE);
    show(List.of(), null);
  }

  private static Button button(String id, Feather icon, String words) {
    Button button = new Button(null, new FontIcon(icon));
    button.setId(id);
    button.getStyleClass().addAll("button-icon", "flat", "small");
    button.setTooltip(new Tooltip(words));
    button.setAccessibleText(words);
    return button;
  }

  private static Label label(String text, String style) {
    Label label = new Label(text);
    label.getStyleClass().add(style);
    return label;
  }

  /// @param at the one that is read; null if there is none yet at the cursor
  void show(List<Examination> all, @Nullable Examination at) {
    setVisible(!all.isEmpty());
    setManaged(!all.isEmpty());
    sample.getChildren().clear();
    int number = at == null ? -1 : all.indexOf(at);
    turn(back, all, number - 1);
    turn(next, all, number + 1);
    if (at == null) {
      heading.setText("NOT YET EXAMINED");
      return;
    }
    heading.setText(
        String.format(
            Locale.ROOT,
            "WHAT IT WROTE AT STEP %,d (EXAMINATION %d OF %d)",
            at.step(),
            number + 1,
            all.size()));
    at.sample()
        .ifPresentOrElse(
            s -> {
              row("Asked", s.question());
              row("Right", s.target());
              row("Written", s.written());
            },
            () -> row("", "This recipe learns from files: only the nats are measured."));
  }

  private void turn(Button button, List<Examination> all, int number) {
    boolean there = number >= 0 && number < all.size();
    button.setDisable(!there);
    button.setOnAction(e -> pick.accept(Math.toIntExact(all.get(number).step())));
  }

  private void row(String name, String text) {
    Label words = label(text.replaceAll("\\R", " "), "sample-text");
    sample.addRow(sample.getRowCount(), label(name, "fact-name"), words);
  }
}
