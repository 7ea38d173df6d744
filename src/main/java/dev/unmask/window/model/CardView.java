package dev.unmask.window.model;

import javafx.beans.binding.Bindings;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;

/// A model's card as plain text: its Markdown is neither run nor fetched from, only read.
final class CardView extends VBox {
  private static final double HEIGHT = 240;
  private static final double FRAME = 10;

  private final Label text = Sections.label("", "card-text");

  CardView() {
    getStyleClass().add("model-section");
    text.setWrapText(true);
    text.setMaxWidth(760);
    text.setId("card-text");
    ScrollPane scroll = new ScrollPane(text);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.prefHeightProperty().bind(Bindings.min(HEIGHT, text.heightProperty().add(FRAME)));
    scroll.setMinHeight(64);
    scroll.getStyleClass().add("card-scroll");
    getChildren().addAll(Sections.label("CARD", "heading"), scroll);
  }

  /// @param markdown empty where there is no card
  void show(String markdown) {
    text.setText(CardText.plain(markdown));
    setVisible(!markdown.isEmpty());
    setManaged(!markdown.isEmpty());
  }
}
