package dev.unmask.window.form;

import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableStringValue;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Run, which becomes Cancel while a run is under way; below it, why it cannot run.
public final class RunButton extends VBox {
  private static final PseudoClass RUNNING = PseudoClass.getPseudoClass("running");

  /// @param obstacle why nothing can be run, empty if it can
  public RunButton(
      ObservableBooleanValue running,
      ObservableStringValue obstacle,
      Runnable run,
      Runnable cancel) {
    getStyleClass().add("run-pane");
    Button button = new Button();
    button.setId("run");
    button.getStyleClass().add("run");
    button.setMaxWidth(Double.MAX_VALUE);
    FontIcon icon = new FontIcon(Feather.PLAY);
    button.setGraphic(icon);
    var blocked = Bindings.createBooleanBinding(() -> !obstacle.get().isEmpty(), obstacle);
    button
        .textProperty()
        .bind(Bindings.when(running).then("Cancel   Ctrl+.").otherwise("Run   Ctrl+Enter"));
    button
        .disableProperty()
        .bind(
            Bindings.createBooleanBinding(() -> !running.get() && blocked.get(), running, blocked));
    running.addListener(
        (o, was, is) -> {
          icon.setIconCode(is ? Feather.SQUARE : Feather.PLAY);
          button.pseudoClassStateChanged(RUNNING, is);
        });
    button.setOnAction(
        e -> {
          if (running.get()) {
            cancel.run();
          } else {
            run.run();
          }
        });
    Label why = new Label();
    why.setId("obstacle");
    why.getStyleClass().add("note");
    why.setWrapText(true);
    why.textProperty().bind(obstacle);
    why.visibleProperty()
        .bind(
            Bindings.createBooleanBinding(() -> !running.get() && blocked.get(), running, blocked));
    why.managedProperty().bind(why.visibleProperty());
    getChildren().addAll(button, why);
  }
}
