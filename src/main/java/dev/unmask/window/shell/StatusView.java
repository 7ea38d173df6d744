package dev.unmask.window.shell;

import dev.unmask.window.workbench.StatusLine;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableStringValue;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.util.Duration;
import org.controlsfx.control.StatusBar;

/// The bottom line: device, memory, speed on the left; the run and its file on the right.
final class StatusView extends StatusBar {
  private final Timeline clock;

  /// @param training how far a training is, or empty
  /// @param caution what to know of the step looked at, or empty
  StatusView(StatusLine status, ObservableStringValue training, ObservableStringValue caution) {
    setText("");
    setId("status");
    clock = new Timeline(new KeyFrame(Duration.seconds(1), e -> status.sample()));
    clock.setCycleCount(Animation.INDEFINITE);
    sceneProperty()
        .addListener(
            (o, was, is) -> {
              if (is == null) {
                clock.stop();
              } else {
                clock.play();
              }
            });
    getLeftItems()
        .addAll(
            Parts.label(status.device(), "status-item"),
            item(status.memory(), "Memory of this machine that is in use, by all programs"),
            item(status.speed(), "Tokens written per second of the run"),
            item(status.evaluations(), "How often the network was asked in this run"),
            item(status.step(), "How far the run is"),
            item(training, "How far the training is; Ctrl+T shows it"),
            item(
                caution,
                "In this step keys and values that an earlier step left stood in for parts of the"
                    + " canvas that had changed since: the beliefs are not exact."));
    Label offline = Parts.label("no network", "status-item");
    offline.setTooltip(
        new Tooltip("Unmask opens no connection and no port; models and sessions stay here."));
    getRightItems()
        .addAll(item(status.saved(), "Every frame is in the file once it is shown"), offline);
  }

  private static Label item(ObservableStringValue text, String help) {
    Label label = Parts.label("", "status-item");
    label.textProperty().bind(text);
    label.setTooltip(new Tooltip(help));
    label.visibleProperty().bind(Bindings.createBooleanBinding(() -> !text.get().isEmpty(), text));
    label.managedProperty().bind(label.visibleProperty());
    return label;
  }
}
