package dev.unmask.window.form;

import dev.unmask.job.Parameter;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// Some knobs under a heading.
public final class FormSection extends VBox {
  public FormSection(String heading, FormModel form, List<? extends Parameter<?>> parameters) {
    getStyleClass().add("form-section");
    Label title = new Label(heading);
    title.getStyleClass().add("heading");
    getChildren().add(title);
    for (Parameter<?> parameter : parameters) {
      getChildren().add(new KnobRow(form.knob(parameter)));
    }
  }

  /// Puts something between the heading and the knobs.
  ///
  /// @return this section
  public FormSection leading(Node node) {
    getChildren().add(1, node);
    return this;
  }
}
