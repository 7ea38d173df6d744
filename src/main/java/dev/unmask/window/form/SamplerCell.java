package dev.unmask.window.form;

import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A line of the list of samplers.
final class SamplerCell extends ListCell<SamplerList.Row> {
  private static final PseudoClass HEADING = PseudoClass.getPseudoClass("heading");
  private static final PseudoClass CLOSED = PseudoClass.getPseudoClass("closed");

  private final Label title = styled("sampler-title");
  private final Label name = styled("sampler-name");
  private final Label explanation = styled("sampler-words");
  private final Label source = styled("sampler-source");
  private final Label misfit = styled("sampler-misfit");
  private final VBox choice;

  SamplerCell() {
    getStyleClass().add("sampler-cell");
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    HBox line = new HBox(8, title, gap, name);
    line.setAlignment(Pos.BASELINE_LEFT);
    explanation.setWrapText(true);
    misfit.setWrapText(true);
    choice = new VBox(line, explanation, source, misfit);
    choice.getStyleClass().add("sampler-choice");
    setPrefWidth(0); // as wide as the list, so that words wrap
  }

  private static Label styled(String style) {
    Label label = new Label();
    label.getStyleClass().add(style);
    return label;
  }

  @Override
  protected void updateItem(SamplerList.Row row, boolean empty) {
    super.updateItem(row, empty);
    boolean heading = !empty && row instanceof SamplerList.Row.Heading;
    pseudoClassStateChanged(HEADING, heading);
    pseudoClassStateChanged(CLOSED, !empty && !heading && row != null && !row.open());
    setText(null);
    setGraphic(null);
    setAccessibleText(null);
    if (empty || row == null) {
      return;
    }
    switch (row) {
      case SamplerList.Row.Heading(String words) -> setText(words);
      case SamplerList.Row.Choice c -> {
        title.setText(c.preset().title());
        name.setText(c.preset().name());
        explanation.setText(c.preset().explanation());
        source.setText(c.preset().source());
        misfit.setText(c.misfit());
        misfit.setVisible(!c.open());
        misfit.setManaged(!c.open());
        setGraphic(choice);
        setAccessibleText(c.preset().title() + ". " + c.preset().explanation() + " " + c.misfit());
      }
    }
  }
}
