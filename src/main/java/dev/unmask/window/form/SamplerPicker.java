package dev.unmask.window.form;

import dev.unmask.job.Preset;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// A field to search in, and the samplers below it. The keys work while one types: up and down
/// move, Enter chooses, Escape closes.
final class SamplerPicker extends VBox {
  private static final double WIDTH = 440;
  private static final double HEIGHT = 480;

  private final SamplerList list;
  private final Consumer<Preset> choose;
  private final Runnable close;
  private final TextField search = new TextField();
  private final ListView<SamplerList.Row> view;

  SamplerPicker(SamplerList list, Consumer<Preset> choose, Runnable close) {
    this.list = list;
    this.choose = choose;
    this.close = close;
    getStyleClass().add("sampler-picker");
    setPrefSize(WIDTH, HEIGHT);
    search.setId("sampler-search");
    search.setPromptText("Search: a name, a paper, a word");
    search.setAccessibleText("Search samplers");
    search.textProperty().addListener((o, was, is) -> narrow(is));
    search.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    view = new ListView<>(list.rows());
    view.setId("sampler-list");
    view.setCellFactory(v -> cell());
    view.setFocusTraversable(false);
    view.setAccessibleText("Samplers");
    VBox.setVgrow(view, Priority.ALWAYS);
    Label note = new Label();
    note.getStyleClass().add("note");
    note.textProperty().bind(list.note());
    getChildren().addAll(search, view, note);
  }

  /// Shows all, with one of them selected.
  void begin(String name) {
    search.clear();
    narrow("");
    select(list.line(name));
  }

  void focus() {
    search.requestFocus();
  }

  private void narrow(String typed) {
    list.narrow(typed);
    select(list.next(-1, 1));
  }

  private void select(int line) {
    if (line < 0) {
      view.getSelectionModel().clearSelection();
      return;
    }
    view.getSelectionModel().select(line);
    // The heading above stays in sight.
    view.scrollTo(Math.max(0, line - 1));
  }

  private void key(KeyEvent e) {
    int at = view.getSelectionModel().getSelectedIndex();
    switch (e.getCode()) {
      case DOWN -> select(list.next(at, 1));
      case UP -> select(list.next(at, -1));
      case PAGE_DOWN -> many(at, 1);
      case PAGE_UP -> many(at, -1);
      case ENTER -> take();
      case ESCAPE -> close.run();
      default -> {
        return;
      }
    }
    e.consume();
  }

  private void many(int from, int by) {
    int at = from;
    for (int i = 0; i < 5; i++) {
      at = list.next(at, by);
    }
    select(at);
  }

  /// A click chooses; it does not select a heading.
  private SamplerCell cell() {
    SamplerCell cell = new SamplerCell();
    cell.addEventFilter(MouseEvent.MOUSE_PRESSED, MouseEvent::consume);
    cell.addEventFilter(
        MouseEvent.MOUSE_CLICKED,
        e -> {
          boolean mine = e.getButton() == MouseButton.PRIMARY;
          if (mine && cell.getItem() instanceof SamplerList.Row.Choice c && c.open()) {
            choose.accept(c.preset());
          }
          e.consume();
        });
    return cell;
  }

  private void take() {
    if (view.getSelectionModel().getSelectedItem() instanceof SamplerList.Row.Choice c
        && c.open()) {
      choose.accept(c.preset());
    }
  }
}
