package dev.unmask.window.shell;

import dev.unmask.job.TokenTexts;
import dev.unmask.window.trace.Moment;
import dev.unmask.window.workbench.ShownRun;
import dev.unmask.window.workbench.Workbench;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.feather.Feather;

/// What the run has written so far, as plain text that can be copied.
final class AnswerStrip extends HBox {
  private static final String MASK = "\u2592";

  private final Workbench bench;
  private final Label answer = Parts.label("", "answer");

  AnswerStrip(Workbench bench) {
    this.bench = bench;
    getStyleClass().add("answer-strip");
    setAlignment(Pos.CENTER_LEFT);
    answer.setId("answer");
    answer.setMinWidth(0);
    answer.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(answer, Priority.ALWAYS);
    getChildren()
        .addAll(
            Parts.label("ANSWER", "heading"),
            answer,
            Parts.icon("copy-answer", Feather.COPY, "Copy the answer", this::copy));
    bench.viewing().run().addListener((o, was, is) -> refresh());
    bench.head().step().addListener((o, was, is) -> refresh());
    refresh();
  }

  private void refresh() {
    ShownRun run = bench.viewing().run().get();
    setVisible(run != null);
    setManaged(run != null);
    if (run == null) {
      return;
    }
    int step = Math.min(bench.head().step().get(), run.trace().available());
    String text = written(run, run.trace().moment(step));
    boolean none = text.replace(MASK, "").isBlank();
    answer.setText(none ? "nothing written yet" : text);
    answer.setDisable(none);
  }

  /// From the first position that was to be written to the end that the model wrote, if it did;
  /// blocks stand for what is still masked.
  private static String written(ShownRun run, Moment now) {
    Moment start = run.trace().moment(0);
    TokenTexts tokens = run.header().tokens();
    int end = run.header().card().eosId();
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    boolean begun = false;
    for (int i = 0; i < now.length(); i++) {
      begun |= start.masked(i);
      int id = now.ids()[i];
      if (now.revealed(i) && id == end) {
        break;
      }
      if (begun && now.masked(i)) {
        text.writeBytes(MASK.getBytes(StandardCharsets.UTF_8));
      } else if (begun && !tokens.special(id)) {
        text.writeBytes(tokens.bytes(id));
      }
    }
    return text.toString(StandardCharsets.UTF_8).strip();
  }

  private void copy() {
    Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, answer.getText()));
  }
}
