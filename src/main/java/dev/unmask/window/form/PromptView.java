package dev.unmask.window.form;

import dev.unmask.job.DenoiseParameters;
import dev.unmask.text.Examples.Example;
import dev.unmask.window.canvas.Marks;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Where the prompt is typed, with the knobs that shape its canvas.
public final class PromptView extends VBox {
  private static final int LISTED = 12;

  private final ObservableList<Example> examples;
  private final MenuButton menu = new MenuButton("Examples");
  private final Consumer<Example> choose;

  /// @param examples prompts that came with the model
  /// @param choose gets the one that the user picks
  public PromptView(
      DraftModel draft,
      FormModel form,
      ObservableList<Example> examples,
      Consumer<Example> choose) {
    this.examples = examples;
    this.choose = choose;
    getStyleClass().add("form-section");
    Label heading = new Label("PROMPT");
    heading.getStyleClass().add("heading");
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    menu.getStyleClass().addAll("flat", "small-menu");
    menu.setId("examples");
    HBox line = new HBox(heading, gap, menu);
    line.setAlignment(Pos.CENTER_LEFT);
    line.getStyleClass().add("heading-line");
    TextArea text = new TextArea();
    text.setId("prompt");
    text.setWrapText(true);
    text.setPrefRowCount(4);
    text.setPromptText("A question, or a text with blanks: two or more underscores are a blank.");
    text.setAccessibleText("Prompt");
    text.textProperty().bindBidirectional(draft.prompt());
    Label note = new Label();
    note.getStyleClass().add("note");
    note.setWrapText(true);
    note.setId("prompt-note");
    note.textProperty().bind(note(draft));
    Label complaint = new Label();
    complaint.getStyleClass().add("complaint");
    complaint.setWrapText(true);
    complaint.setId("prompt-complaint");
    complaint.textProperty().bind(draft.complaint());
    complaint.visibleProperty().bind(draft.complaint().isNotEmpty());
    complaint.managedProperty().bind(complaint.visibleProperty());
    note.visibleProperty().bind(complaint.visibleProperty().not());
    note.managedProperty().bind(note.visibleProperty());
    getChildren().addAll(line, text, complaint, note);
    for (var parameter :
        java.util.List.of(
            DenoiseParameters.MASKS, DenoiseParameters.LENGTH, DenoiseParameters.RAW)) {
      getChildren().add(new KnobRow(form.knob(parameter)));
    }
    examples.addListener((ListChangeListener<Example>) c -> fill());
    fill();
  }

  private static StringBinding note(DraftModel draft) {
    return Bindings.createStringBinding(
        () -> {
          var canvas = draft.canvas().get();
          if (canvas == null) {
            return "";
          }
          String counted = "%d positions, %d to write".formatted(canvas.length(), canvas.masked());
          int painted = draft.painted();
          return counted
              + (painted == 0 ? "" : ", %d painted".formatted(painted))
              + said(draft.marks())
              + (draft.blanks() ? "; blanks are filled" : "");
        },
        draft.canvas(),
        draft.prompt());
  }

  private static String said(Marks marks) {
    int pins = marks.pinned().size();
    int limits = marks.allowed().size();
    return (pins == 0 ? "" : ", %d pinned".formatted(pins))
        + (limits == 0 ? "" : ", %d limited".formatted(limits));
  }

  private void fill() {
    menu.setDisable(examples.isEmpty());
    menu.getItems().clear();
    for (Example example : examples.stream().limit(LISTED).toList()) {
      Label text = new Label(example.question());
      text.setWrapText(true);
      text.setPrefWidth(400);
      text.getStyleClass().add("example");
      CustomMenuItem item = new CustomMenuItem(text);
      item.setOnAction(e -> choose.accept(example));
      menu.getItems().add(item);
    }
  }
}
