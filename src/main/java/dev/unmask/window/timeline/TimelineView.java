package dev.unmask.window.timeline;

import atlantafx.base.controls.ProgressSliderSkin;
import java.util.List;
import javafx.animation.AnimationTimer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.value.ObservableStringValue;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Buttons, a slider and the step counter.
public final class TimelineView extends HBox {
  private static final List<Double> SPEEDS = List.of(0.25, 0.5, 1.0, 2.0, 4.0, 8.0);

  private final Playhead head;
  private final Slider slider = new Slider();
  private final BooleanBinding moving;
  private final AnimationTimer clock =
      new AnimationTimer() {
        private long before;

        @Override
        public void start() {
          before = 0;
          super.start();
        }

        @Override
        public void handle(long now) {
          if (before != 0) {
            head.advance((now - before) / 1e9);
          }
          before = now;
        }
      };

  /// @param caution what to know of the step looked at, or empty
  public TimelineView(Playhead head, ObservableStringValue caution) {
    super(4);
    this.head = head;
    getStyleClass().add("timeline");
    setAlignment(Pos.CENTER_LEFT);
    Button first = button("first", Feather.SKIP_BACK, "First step (Home)", () -> head.moveTo(0));
    Button back =
        button("back", Feather.CHEVRON_LEFT, "One step back (\u2190)", () -> head.moveBy(-1));
    Button play = button("play", Feather.PLAY, "Play or pause (Space)", head::toggle);
    Button next =
        button("next", Feather.CHEVRON_RIGHT, "One step on (\u2192)", () -> head.moveBy(1));
    Button last =
        button(
            "last",
            Feather.SKIP_FORWARD,
            "Newest step (End)",
            () -> head.moveTo(head.newest().get()));
    moving = head.playing().or(head.following());
    ((FontIcon) play.getGraphic())
        .iconCodeProperty()
        .bind(
            Bindings.when(moving)
                .<org.kordamp.ikonli.Ikon>then(Feather.PAUSE)
                .otherwise(Feather.PLAY));
    var none = head.newest().isEqualTo(0);
    List.of(first, back, play, next, last, slider).forEach(n -> n.disableProperty().bind(none));
    slide();
    Label counter = new Label();
    counter.getStyleClass().add("step-counter");
    counter.setId("step-counter");
    counter.textProperty().bind(counterText());
    counter.setMinWidth(72);
    getChildren()
        .addAll(first, back, play, next, last, slider, counter, caution(caution), speeds());
    moving.addListener(
        (o, was, is) -> {
          if (is) {
            clock.start();
          } else {
            clock.stop();
          }
        });
  }

  private static Label caution(ObservableStringValue text) {
    Label label = new Label("\u2248");
    label.setId("caution");
    label.getStyleClass().add("caution");
    Tooltip tip = new Tooltip();
    tip.textProperty().bind(text);
    label.setTooltip(tip);
    label.accessibleTextProperty().bind(text);
    // It keeps its room: the slider does not move while the run is played.
    label.visibleProperty().bind(Bindings.createBooleanBinding(() -> !text.get().isEmpty(), text));
    return label;
  }

  private ObservableValue<String> counterText() {
    return Bindings.createStringBinding(
        () -> head.step().get() + " / " + head.steps().get(), head.step(), head.steps());
  }

  private void slide() {
    slider.setId("scrubber");
    slider.setAccessibleText("Step of the run");
    slider.setSkin(new ProgressSliderSkin(slider));
    slider.getStyleClass().add("small");
    slider.setMin(0);
    slider.setFocusTraversable(false);
    slider.maxProperty().bind(Bindings.max(1, head.steps()));
    slider.setMinWidth(80);
    HBox.setHgrow(slider, Priority.ALWAYS);
    head.step().addListener((o, was, is) -> slider.setValue(is.intValue()));
    slider
        .valueProperty()
        .addListener(
            (o, was, is) -> {
              int wanted = (int) Math.round(is.doubleValue());
              if (wanted != head.step().get()) {
                head.moveTo(wanted);
                slider.setValue(head.step().get());
              }
            });
  }

  private ComboBox<Double> speeds() {
    ComboBox<Double> box = new ComboBox<>();
    box.setId("speed");
    box.getItems().setAll(SPEEDS);
    box.setValue(1.0);
    box.setConverter(new SpeedText());
    box.setTooltip(
        new Tooltip(
            "Playing speed: 1\u00d7 is 8 steps a second, and at most 4 seconds for a whole run"));
    box.setFocusTraversable(false);
    box.valueProperty().addListener((o, was, is) -> head.speed().set(is));
    head.speed().addListener((o, was, is) -> box.setValue(is.doubleValue()));
    return box;
  }

  private static Button button(String id, Feather icon, String tip, Runnable action) {
    Button button = new Button(null, new FontIcon(icon));
    button.setId(id);
    button.getStyleClass().addAll("button-icon", "flat");
    button.setTooltip(new Tooltip(tip));
    button.setAccessibleText(tip);
    button.setFocusTraversable(false);
    button.setOnAction(e -> action.run());
    return button;
  }
}
