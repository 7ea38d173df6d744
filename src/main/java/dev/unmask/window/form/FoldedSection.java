package dev.unmask.window.form;

import dev.unmask.job.Parameter;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableStringValue;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Some knobs under a heading that opens and closes; closed, it says in a line what they are set
/// to.
public final class FoldedSection extends VBox {
  private final ToggleButton fold;

  /// @param id of the heading that is clicked
  /// @param summary what the knobs are set to
  /// @param obstacle what is wrong with them together, or empty
  public FoldedSection(
      String id,
      String heading,
      FormModel form,
      List<? extends Parameter<?>> parameters,
      ObservableStringValue summary,
      ObservableStringValue obstacle) {
    getStyleClass().addAll("form-section", "folded");
    fold = new ToggleButton(heading);
    fold.setId(id);
    fold.getStyleClass().addAll("flat", "fold");
    FontIcon sign = new FontIcon(Feather.CHEVRON_RIGHT);
    sign.iconCodeProperty()
        .bind(
            Bindings.when(fold.selectedProperty())
                .<org.kordamp.ikonli.Ikon>then(Feather.CHEVRON_DOWN)
                .otherwise(Feather.CHEVRON_RIGHT));
    fold.setGraphic(sign);
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    Label changed = new Label();
    changed.getStyleClass().add("fold-changed");
    changed.setId(id + "-changed");
    changed.textProperty().bind(changed(form, parameters));
    HBox line = new HBox(fold, gap, changed);
    line.setAlignment(Pos.CENTER_LEFT);
    line.getStyleClass().add("heading-line");
    Label words = label(id + "-summary", "note", summary);
    words.setTextOverrun(OverrunStyle.ELLIPSIS);
    words
        .visibleProperty()
        .bind(
            fold.selectedProperty()
                .not()
                .and(Bindings.createBooleanBinding(() -> !summary.get().isEmpty(), summary)));
    VBox rows = new VBox();
    rows.getStyleClass().add("form-section");
    parameters.forEach(p -> rows.getChildren().add(new KnobRow(form.knob(p))));
    rows.visibleProperty().bind(fold.selectedProperty());
    rows.managedProperty().bind(rows.visibleProperty());
    Label wrong = label(id + "-obstacle", "complaint", obstacle);
    wrong
        .visibleProperty()
        .bind(Bindings.createBooleanBinding(() -> !obstacle.get().isEmpty(), obstacle));
    getChildren().addAll(line, words, rows, wrong);
  }

  private static Label label(String id, String style, ObservableStringValue text) {
    Label label = new Label();
    label.setId(id);
    label.getStyleClass().add(style);
    label.setWrapText(true);
    label.textProperty().bind(text);
    label.managedProperty().bind(label.visibleProperty());
    return label;
  }

  private static ObservableStringValue changed(
      FormModel form, List<? extends Parameter<?>> parameters) {
    return Bindings.createStringBinding(
        () -> {
          long n = parameters.stream().filter(p -> form.knob(p).changed().get()).count();
          return n == 0 ? "" : n + " changed";
        },
        parameters.stream()
            .map(p -> form.knob(p).changed())
            .toArray(javafx.beans.Observable[]::new));
  }

  /// Opens it.
  public void open() {
    fold.setSelected(true);
  }
}
