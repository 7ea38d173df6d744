package dev.unmask.window.train;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// What training here is, before there is anything to show of it.
final class EmptyView extends VBox {
  private static final double WIDTH = 520;

  EmptyView() {
    getStyleClass().add("train-empty");
    setId("train-empty");
    setAlignment(Pos.CENTER);
    Label title = new Label("Train a model on this computer");
    title.getStyleClass().add("page-title");
    VBox points =
        new VBox(
            point(
                Feather.FILE_TEXT,
                "A recipe says it all",
                "What a model begins with, what it learns, from which data and for how long. The"
                    + " same recipe and seed make the same weights again."),
            point(
                Feather.SHUFFLE,
                "From left to right, then from all sides",
                "An autoregressive base learns the next token. Adapted, it learns masked tokens:"
                    + " its attention opens step by step, and it becomes a diffusion model."),
            point(
                Feather.SAVE,
                "Stop whenever you like",
                "A checkpoint is kept and the training goes on from there, as if it had never"
                    + " stopped. Nothing leaves this computer."));
    points.getStyleClass().add("train-points");
    points.setMaxWidth(WIDTH);
    Label start = new Label("Choose a recipe on the left and press Train.");
    start.getStyleClass().add("page-about");
    getChildren().addAll(title, points, start);
  }

  private static HBox point(Feather icon, String title, String words) {
    Label name = new Label(title);
    name.getStyleClass().add("try-title");
    Label text = new Label(words);
    text.getStyleClass().add("page-about");
    text.setWrapText(true);
    VBox both = new VBox(4, name, text);
    HBox.setHgrow(both, Priority.ALWAYS);
    both.setMinWidth(0);
    HBox row = new HBox(16, new FontIcon(icon), both);
    row.getStyleClass().add("train-point");
    return row;
  }
}
