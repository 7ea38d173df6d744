package dev.unmask.window.shell;

import dev.unmask.window.workbench.Notice;
import dev.unmask.window.workbench.Notices;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Notices that stand until they are dismissed. They block nothing.
final class NoticeBar extends VBox {
  private static final int SHOWN = 3;

  private final Notices notices;

  NoticeBar(Notices notices) {
    this.notices = notices;
    getStyleClass().add("notices");
    setId("notices");
    notices.open().addListener((ListChangeListener<Notice>) c -> fill());
    fill();
  }

  private void fill() {
    int n = notices.open().size();
    getChildren()
        .setAll(
            notices.open().subList(Math.max(0, n - SHOWN), n).reversed().stream()
                .map(this::row)
                .toList());
    setVisible(n > 0);
    setManaged(n > 0);
  }

  private HBox row(Notice notice) {
    HBox row = new HBox();
    row.getStyleClass().addAll("notice", notice.trouble() ? "trouble" : "hint");
    row.setAlignment(Pos.CENTER_LEFT);
    FontIcon icon = new FontIcon(notice.trouble() ? Feather.ALERT_TRIANGLE : Feather.INFO);
    Label sentence = Parts.label(notice.sentence(), "notice-sentence");
    Label remedy = Parts.label(notice.remedy(), "notice-remedy");
    for (Label label : new Label[] {sentence, remedy}) {
      label.setWrapText(true);
    }
    VBox words = new VBox(sentence, remedy);
    words.setMinWidth(0);
    HBox.setHgrow(words, Priority.ALWAYS);
    row.getChildren().addAll(icon, words);
    if (!notice.code().isEmpty()) {
      Button code = new Button(notice.code(), new FontIcon(Feather.COPY));
      code.getStyleClass().addAll("flat", "notice-code");
      code.setAccessibleText("Copy the message with its code " + notice.code());
      code.setOnAction(
          e ->
              Clipboard.getSystemClipboard()
                  .setContent(java.util.Map.of(DataFormat.PLAIN_TEXT, notice.copied())));
      row.getChildren().add(code);
    }
    Button close = Parts.icon("dismiss", Feather.X, "Dismiss", () -> notices.dismiss(notice));
    row.getChildren().add(close);
    return row;
  }
}
