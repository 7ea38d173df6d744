package dev.unmask.window.form;

import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
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

  private static final double SCROLL_BAR = 12;

  private final Label heading = styled("sampler-shelf");
  private final Label title = styled("sampler-title");
  private final Label name = styled("sampler-name");
  private final Label explanation = styled("sampler-words");
  private final Label source = styled("sampler-source");
  private final Label misfit = styled("sampler-misfit");
  private final HBox line;
  private final VBox body;

  SamplerCell() {
    getStyleClass().add("sampler-cell");
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    line = new HBox(8, title, gap, name);
    line.setAlignment(Pos.BASELINE_LEFT);
    explanation.setWrapText(true);
    misfit.setWrapText(true);
    body = new VBox(heading, line, explanation, source, misfit);
    body.getStyleClass().add("sampler-choice");
    setGraphic(body); // for good: what is taken out of a cell and put back is styled anew
    setPrefWidth(0); // as wide as the list, so that words wrap
  }

  private static Label styled(String style) {
    Label label = new Label();
    label.getStyleClass().add(style);
    return label;
  }

  /// The words wrap at the width of the list, and the cell is as high as they need.
  @Override
  protected double computePrefHeight(double width) {
    if (getListView() == null) {
      return super.computePrefHeight(width);
    }
    double sides = snappedLeftInset() + snappedRightInset();
    double inner = Math.max(120, getListView().getWidth() - SCROLL_BAR - sides);
    return snappedTopInset() + body.prefHeight(inner) + snappedBottomInset();
  }

  @Override
  protected void updateItem(SamplerList.Row row, boolean empty) {
    super.updateItem(row, empty);
    boolean shelf = !empty && row instanceof SamplerList.Row.Heading;
    boolean choice = !empty && row instanceof SamplerList.Row.Choice;
    pseudoClassStateChanged(HEADING, shelf);
    pseudoClassStateChanged(CLOSED, choice && !row.open());
    show(heading, shelf);
    for (Node node : new Node[] {line, explanation, source}) {
      show(node, choice);
    }
    show(misfit, choice && !row.open());
    if (shelf && row instanceof SamplerList.Row.Heading(String words)) {
      heading.setText(words);
      setAccessibleText(words);
    } else if (choice && row instanceof SamplerList.Row.Choice c) {
      title.setText(c.preset().title());
      name.setText(c.preset().name());
      explanation.setText(c.preset().explanation());
      source.setText(c.preset().source());
      misfit.setText(c.misfit());
      setAccessibleText(c.preset().title() + ". " + c.preset().explanation() + " " + c.misfit());
    } else {
      setAccessibleText(null);
    }
  }

  private static void show(Node node, boolean shown) {
    node.setVisible(shown);
    node.setManaged(shown);
  }
}
