package dev.unmask.window.model;

import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// The digests of a model's files, once somebody asks for them.
final class HashView extends VBox {
  private final ModelPageModel model;
  private final VBox list = new VBox();

  HashView(ModelPageModel model) {
    this.model = model;
    getStyleClass().add("model-section");
    Button button = new Button();
    button.setId("sha256");
    button
        .textProperty()
        .bind(Bindings.when(model.hashing().lessThan(0)).then("Compute").otherwise("Stop"));
    button.setOnAction(
        e -> {
          if (model.hashing().get() < 0) {
            model.hash();
          } else {
            model.stop();
          }
        });
    ProgressBar bar = new ProgressBar();
    bar.progressProperty().bind(Bindings.max(0, model.hashing()));
    bar.visibleProperty().bind(model.hashing().greaterThanOrEqualTo(0));
    bar.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(bar, Priority.ALWAYS);
    HBox line = new HBox(button, bar);
    line.setAlignment(Pos.CENTER_LEFT);
    line.getStyleClass().add("hash-line");
    list.getStyleClass().add("hash-list");
    getChildren().addAll(Sections.label("SHA-256 OF THE FILES", "heading"), line, list);
    model.digests().addListener((ListChangeListener<ModelPageModel.Digest>) c -> fill());
    fill();
  }

  private void fill() {
    list.getChildren()
        .setAll(
            model.digests().stream()
                .map(
                    d -> {
                      Label file = Sections.label(d.file(), "fact-name");
                      TextField hex = new TextField(d.hex());
                      hex.setEditable(false);
                      hex.getStyleClass().add("digest");
                      hex.setAccessibleText("SHA-256 of " + d.file());
                      return new VBox(file, hex);
                    })
                .toList());
  }
}
