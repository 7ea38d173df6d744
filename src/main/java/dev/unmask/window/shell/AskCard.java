package dev.unmask.window.shell;

import java.util.function.UnaryOperator;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Asks for one text above the canvas. Enter takes it, Escape leaves it; what is wrong with it is
/// said below it.
final class AskCard extends VBox {
  private static final double WIDTH = 360;

  private final Label title = Parts.label("", "ask-title");
  private final Label help = Parts.label("", "note");
  private final TextField text = new TextField();
  private final Label wrong = Parts.label("", "complaint");
  private final Runnable after;
  private UnaryOperator<String> take = typed -> "";

  /// @param after what to do once it has closed
  AskCard(Runnable after) {
    this.after = after;
    setId("ask");
    getStyleClass().add("ask-card");
    setMaxSize(WIDTH, Region.USE_PREF_SIZE);
    setPrefWidth(WIDTH);
    help.setWrapText(true);
    wrong.setWrapText(true);
    wrong.setId("ask-complaint");
    wrong.managedProperty().bind(wrong.visibleProperty());
    wrong.visibleProperty().bind(wrong.textProperty().isNotEmpty());
    text.setId("ask-text");
    text.textProperty().addListener((o, was, is) -> wrong.setText(""));
    text.setOnAction(e -> done());
    Button ok = new Button("OK");
    ok.setId("ask-ok");
    ok.getStyleClass().add("accent");
    ok.setOnAction(e -> done());
    Button cancel = new Button("Cancel");
    cancel.setOnAction(e -> close());
    HBox buttons = new HBox(8, Parts.gap(), cancel, ok);
    buttons.setAlignment(Pos.CENTER_RIGHT);
    getChildren().addAll(title, help, text, wrong, buttons);
    addEventFilter(
        KeyEvent.KEY_PRESSED,
        e -> {
          if (e.getCode() == KeyCode.ESCAPE) {
            close();
            e.consume();
          }
        });
    setVisible(false);
  }

  /// @param answer takes the text and says what is wrong with it, nothing if it was taken
  void open(String question, String hint, String present, UnaryOperator<String> answer) {
    title.setText(question);
    help.setText(hint);
    take = answer;
    text.setText(present);
    text.setAccessibleText(question);
    wrong.setText("");
    setVisible(true);
    text.requestFocus();
    text.selectAll();
  }

  private void done() {
    String complaint = take.apply(text.getText());
    if (complaint.isEmpty()) {
      close();
    } else {
      wrong.setText(complaint);
    }
  }

  private void close() {
    setVisible(false);
    after.run();
  }
}
