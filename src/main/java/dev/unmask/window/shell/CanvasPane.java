package dev.unmask.window.shell;

import dev.unmask.window.canvas.CanvasView;
import dev.unmask.window.canvas.Heat;
import dev.unmask.window.canvas.Legend;
import dev.unmask.window.timeline.TimelineView;
import dev.unmask.window.workbench.Workbench;
import javafx.collections.FXCollections;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/// The middle: which run, the canvas as the hero, its legend, and the timeline.
final class CanvasPane extends VBox {
  private final CanvasView canvas;
  private final Legend legend;
  private final AskCard ask;

  CanvasPane(Workbench bench, TryThis tips) {
    getStyleClass().add("canvas-pane");
    canvas = new CanvasView(bench.canvas());
    legend = new Legend(bench.canvas().sheet(), bench.canvas().heat());
    ask = new AskCard(() -> canvas.target().requestFocus());
    TokenMenu menu = new TokenMenu(bench, ask);
    canvas.menu(menu::show);
    canvas.covered().bind(ask.visibleProperty());
    HBox header = new HBox(new RunChooser(bench), Parts.gap(), heat(bench), modes(bench));
    header.getStyleClass().add("pane-header");
    header.setAlignment(Pos.CENTER_LEFT);
    Label empty = Parts.label("", "empty");
    empty.setWrapText(true);
    empty.textProperty().bind(bench.runner().obstacle());
    empty.visibleProperty().bind(bench.canvas().sheet().isNull());
    StackPane hero = new StackPane(canvas, empty, ask);
    StackPane.setAlignment(ask, Pos.TOP_CENTER);
    StackPane.setMargin(ask, new Insets(16));
    VBox.setVgrow(hero, Priority.ALWAYS);
    getChildren()
        .addAll(
            header,
            hero,
            new AnswerStrip(bench),
            tips,
            legend,
            new TimelineView(bench.head(), bench.viewing().caution()));
  }

  void look(Theme theme) {
    canvas.palette().set(theme.palette());
    legend.palette().set(theme.palette());
  }

  /// The node that takes the keys of the canvas.
  CanvasView canvas() {
    return canvas;
  }

  /// What lightness stands for.
  private static ComboBox<Heat> heat(Workbench bench) {
    ComboBox<Heat> box = new ComboBox<>(FXCollections.observableArrayList(Heat.values()));
    box.setId("heat");
    box.setAccessibleText("What the lightness of a token stands for");
    box.setTooltip(new Tooltip("What the lightness of a token stands for"));
    box.setFocusTraversable(false);
    box.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(Heat heat) {
            return heat.words();
          }

          @Override
          public Heat fromString(String words) {
            return Heat.CONFIDENCE; // it cannot be typed into
          }
        });
    box.valueProperty().bindBidirectional(bench.canvas().heat());
    return box;
  }

  private static HBox modes(Workbench bench) {
    ToggleButton text = mode("text", "Text", "left-pill");
    ToggleButton grid = mode("grid", "Grid", "right-pill");
    ToggleGroup group = new ToggleGroup();
    group.getToggles().addAll(text, grid);
    Runnable reflect = () -> group.selectToggle(bench.canvas().grid().get() ? grid : text);
    bench.canvas().grid().addListener((o, was, is) -> reflect.run());
    reflect.run();
    group
        .selectedToggleProperty()
        .addListener(
            (o, was, is) -> {
              if (is == null) {
                reflect.run();
              } else {
                bench.canvas().grid().set(is.equals(grid));
              }
            });
    return new HBox(text, grid);
  }

  private static ToggleButton mode(String id, String words, String pill) {
    ToggleButton button = new ToggleButton(words);
    button.setId(id);
    button.getStyleClass().addAll(pill, "small");
    button.setFocusTraversable(false);
    return button;
  }
}
