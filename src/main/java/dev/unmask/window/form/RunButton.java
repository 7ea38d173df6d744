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

/// A button that starts something and stops it while it is under way; below it, why it cannot be
/// started.
public final class RunButton extends VBox {
  private static final PseudoClass RUNNING = PseudoClass.getPseudoClass("running");

  /// What is said on the button.
  ///
  /// @param id of the button
  /// @param why id of the line below it
  /// @param start while nothing is under way
  /// @param stop while something is
  public record Words(String id, String why, String start, String stop) {
    /// Of the runs of the workbench.
    public static final Words RUN =
        new Words("run", "obstacle", "Run   Ctrl+Enter", "Cancel   Ctrl+.");
  }

  /// @param obstacle why nothing can be run, empty if it can
  public RunButton(
      Words words,
      ObservableBooleanValue running,
      ObservableStringValue obstacle,
      Runnable run,
      Runnable cancel) {
    getStyleClass().add("run-pane");
    Button button = new Button();
    button.setId(words.id());
    button.getStyleClass().add("run");
    button.setMaxWidth(Double.MAX_VALUE);
    FontIcon icon = new FontIcon(Feather.PLAY);
    button.setGraphic(icon);
    var blocked = Bindings.createBooleanBinding(() -> !obstacle.get().isEmpty(), obstacle);
    button.textProperty().bind(Bindings.when(running).then(words.stop()).otherwise(words.start()));
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
    why.setId(words.why());
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
