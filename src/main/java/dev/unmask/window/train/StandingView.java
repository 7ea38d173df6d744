package dev.unmask.window.train;

import dev.unmask.window.workbench.Sizes;
import java.time.Duration;
import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Steps, time left, speed and checkpoint, side by side.
final class StandingView extends HBox {
  private static final String NONE = "\u2013";

  private final Label steps = number("train-steps-made", "Steps", "Steps made, of all.");
  private final Label left = number("train-left", "Time left", "At the pace of this sitting.");
  private final Label tokens =
      number("train-speed", "Tokens/s", "Tokens read per second, over the last steps.");
  private final Label work =
      number(
          "train-work",
          "GFLOP/s",
          "Multiplications and additions, forwards and back, in thousand millions a second.");
  private final Label saved =
      number("train-saved", "Checkpoint", "The step from which the training can be taken up.");

  StandingView() {
    getStyleClass().add("standing");
  }

  private Label number(String id, String name, String help) {
    Label value = new Label(NONE);
    value.setId(id);
    value.getStyleClass().add("standing-value");
    Label title = new Label(name);
    title.getStyleClass().add("standing-name");
    VBox both = new VBox(value, title);
    HBox.setHgrow(both, Priority.SOMETIMES);
    both.setMinWidth(USE_PREF_SIZE);
    Tooltip.install(both, new Tooltip(help));
    getChildren().add(both);
    return value;
  }

  /// @param busy whether steps are made now
  void show(Standing now, boolean busy) {
    steps.setText(String.format(Locale.ROOT, "%,d of %,d", now.step(), now.total()));
    Duration time = now.left();
    left.setText(busy && time != null ? Sizes.time(time) : NONE);
    tokens.setText(rounded(now.tokensPerSecond()));
    work.setText(rounded(now.gigaflops()));
    saved.setText(now.saved() == 0 ? "none" : String.format(Locale.ROOT, "step %,d", now.saved()));
  }

  private static String rounded(double v) {
    return Double.isNaN(v) ? NONE : String.format(Locale.ROOT, v < 10 ? "%.1f" : "%,.0f", v);
  }
}
