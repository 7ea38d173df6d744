package dev.unmask.window.train;

import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Where a training is: in a sentence, as a bar, in numbers, and how far its attention has opened.
final class ProgressHeader extends VBox {
  private final TrainModel model;
  private final StandingView numbers = new StandingView();
  private final ProgressBar bar = new ProgressBar();

  ProgressHeader(TrainModel model) {
    this.model = model;
    getStyleClass().add("course-header");
    Label sentence = new Label();
    sentence.setId("train-state");
    sentence.getStyleClass().add("course-state");
    sentence.setWrapText(true);
    sentence.textProperty().bind(model.sentence());
    bar.setId("train-progress");
    bar.getStyleClass().add("course-bar");
    bar.setMaxWidth(Double.MAX_VALUE);
    bar.setAccessibleText("Share of the steps that are made");
    HBox top = new HBox(numbers, new AttentionView(model));
    HBox.setHgrow(numbers, Priority.ALWAYS);
    top.getStyleClass().add("course-top");
    getChildren().addAll(new VBox(8, sentence, bar), top);
    model.standing().addListener((o, was, is) -> show());
    model.state().addListener((o, was, is) -> show());
    show();
  }

  private void show() {
    bar.setProgress(model.standing().get().share());
    numbers.show(model.standing().get(), model.state().get().busy());
  }
}
