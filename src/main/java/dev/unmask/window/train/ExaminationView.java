package dev.unmask.window.train;

import dev.unmask.job.Examination;
import java.util.Locale;
import java.util.Map;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// How good the model was when it was last examined, and what it wrote. There where a recipe asks
/// for examinations.
final class ExaminationView extends VBox {
  private static final double NAMES = 64;

  private final Label heading = label("", "heading");
  private final FlowPane numbers = new FlowPane();
  private final GridPane sample = new GridPane();

  ExaminationView(TrainModel model) {
    getStyleClass().add("examination");
    setId("examination");
    numbers.getStyleClass().add("examination-numbers");
    sample.getStyleClass().add("examination-sample");
    ColumnConstraints names = new ColumnConstraints(NAMES);
    ColumnConstraints words = new ColumnConstraints();
    words.setHgrow(Priority.ALWAYS);
    sample.getColumnConstraints().setAll(names, words);
    getChildren().addAll(heading, numbers, sample);
    setMinHeight(USE_PREF_SIZE);
    model.examination().addListener((o, was, is) -> show(is));
    show(model.examination().get());
  }

  private static Label label(String text, String style) {
    Label label = new Label(text);
    label.getStyleClass().add(style);
    return label;
  }

  private void show(@Nullable Examination found) {
    setVisible(found != null);
    setManaged(found != null);
    numbers.getChildren().clear();
    sample.getChildren().clear();
    if (found == null) {
      return;
    }
    heading.setText(
        String.format(Locale.ROOT, "ON WHAT IT NEVER LEARNS, AT STEP %,d", found.step()));
    for (Map.Entry<String, String> number : found.numbers().entrySet()) {
      numbers
          .getChildren()
          .add(
              new VBox(
                  label(number.getValue(), "standing-value"),
                  label(number.getKey(), "standing-name")));
    }
    found
        .sample()
        .ifPresent(
            s -> {
              row("Asked", s.question());
              row("Right", s.target());
              row("Written", s.written());
            });
  }

  private void row(String name, String text) {
    Label words = label(text.replaceAll("\\R", " "), "sample-text");
    sample.addRow(sample.getRowCount(), label(name, "fact-name"), words);
  }
}
