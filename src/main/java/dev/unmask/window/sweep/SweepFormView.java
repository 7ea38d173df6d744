package dev.unmask.window.sweep;

import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.GenerateParameters;
import dev.unmask.job.Parameter;
import dev.unmask.job.sweep.SweepTask;
import dev.unmask.task.file.FileTask;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The form of a grid, with how many runs it means, and Run.
final class SweepFormView extends BorderPane {
  private static final String MAKERS = "as the model's makers say";

  private final SweepModel model;
  private final Button run = new Button("Run the sweep", new FontIcon(Feather.PLAY));

  /// @param choose lets the user choose a file of items for a field
  /// @param chooseModel lets the user choose the folder of a model for a field
  SweepFormView(
      SweepModel model, Consumer<StringProperty> choose, Consumer<StringProperty> chooseModel) {
    this.model = model;
    getStyleClass().addAll("form-pane", "sweep-form");
    SweepForm form = model.form();
    List<String> tasks = new ArrayList<>(SweepTask.MADE);
    tasks.remove("unconditional");
    FileTask.all().stream()
        .map(FileTask::name)
        .filter(t -> !t.equals("wikitext") && !t.equals("text"))
        .forEach(tasks::add);
    ComboBox<String> task = new ComboBox<>(FXCollections.observableArrayList(tasks));
    task.setId("sweep-task");
    task.valueProperty().bindBidirectional(form.task());
    task.setMaxWidth(Double.MAX_VALUE);
    ObservableValue<Boolean> fromFile = form.task().map(name -> !SweepTask.MADE.contains(name));
    ObservableValue<Boolean> solved = form.task().map(SweepTask::showsSolved);
    HBox data = file("Data file", form.file(), "as published", choose);
    shownIf(data, fromFile);
    HBox shots = line("Shots", form.shots(), "solved items before each");
    shownIf(shots, solved);
    HBox from = file("Shots from", form.shotsFrom(), "its first items", choose);
    shownIf(from, solved);
    from.disableProperty()
        .bind(Bindings.createBooleanBinding(() -> !form.shows(), form.shots(), form.task()));
    VBox what =
        new VBox(
            heading("WHAT IS SOLVED"),
            row("Task", task),
            data,
            shots,
            from,
            line("Items", form.items(), ""),
            line("Repeats", form.seeds(), "seeds per point"),
            line("Seed", form.seed(), ""),
            line("Steps kept", form.watchedItems(), "of so many items a point"));
    what.getStyleClass().add("form-section");
    VBox grid = new VBox(heading("GRID (values with commas)"));
    grid.getStyleClass().add("form-section");
    ObservableValue<Boolean> integrates = form.flow().map(path -> !path.isBlank());
    form.knobs()
        .forEach(
            (name, value) -> {
              HBox line = line(label(DenoiseParameters.all(), name), value, MAKERS);
              shownIf(line, integrates.map(flow -> !flow));
              grid.getChildren().add(line);
            });
    form.flowKnobs()
        .forEach(
            (name, value) -> {
              HBox line =
                  line("flow-" + name, label(GenerateParameters.all(), name), value, MAKERS);
              shownIf(line, integrates);
              grid.getChildren().add(line);
            });
    HBox order = row("FIM order", gapOrder(form));
    shownIf(order, form.task().map(SweepTask::fillsIn));
    order
        .disableProperty()
        .bind(Bindings.createBooleanBinding(() -> form.control().get().isBlank(), form.control()));
    VBox who =
        new VBox(
            heading("BY WHICH MODELS"),
            file("L2D model", form.flow(), "none: open model", chooseModel),
            file("Control", form.control(), "left to right", chooseModel),
            order);
    who.getStyleClass().add("form-section");
    VBox all = new VBox(what, who, grid);
    all.getStyleClass().add("form");
    ScrollPane scroll = new ScrollPane(all);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    setCenter(scroll);
    setBottom(runPane());
  }

  private VBox runPane() {
    Label extent = new Label();
    extent.setId("sweep-extent");
    extent.setWrapText(true);
    extent.getStyleClass().add("note");
    extent.textProperty().bind(model.extent());
    Label progress = new Label();
    progress.setId("sweep-progress");
    progress.textProperty().bind(model.progress());
    progress.managedProperty().bind(progress.textProperty().isNotEmpty());
    run.setId("run-sweep");
    run.getStyleClass().add("run");
    run.setMaxWidth(Double.MAX_VALUE);
    run.disableProperty().bind(model.running().not().and(model.possible().not()));
    model.running().addListener((o, was, is) -> face(is));
    run.setOnAction(
        e -> {
          if (model.running().get()) {
            model.cancel();
          } else {
            model.run();
          }
        });
    VBox pane = new VBox(extent, progress, run);
    pane.getStyleClass().add("run-pane");
    return pane;
  }

  private void face(boolean running) {
    run.setText(running ? "Stop (what is done is kept)" : "Run the sweep");
    run.setGraphic(new FontIcon(running ? Feather.SQUARE : Feather.PLAY));
    run.pseudoClassStateChanged(javafx.css.PseudoClass.getPseudoClass("running"), running);
  }

  /// What a control that was taught to fill in is given first.
  private static ComboBox<GapOrder> gapOrder(SweepForm form) {
    ComboBox<GapOrder> orders =
        new ComboBox<>(FXCollections.observableArrayList(GapOrder.values()));
    orders.setId("sweep-fim-order");
    orders.setMaxWidth(Double.MAX_VALUE);
    orders.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(GapOrder order) {
            return order.words();
          }

          @Override
          public GapOrder fromString(String words) {
            return GapOrder.PREFIX; // it cannot be typed into
          }
        });
    orders.valueProperty().bindBidirectional(form.gapOrder());
    return orders;
  }

  private static void shownIf(Node node, ObservableValue<Boolean> wanted) {
    node.visibleProperty().bind(wanted);
    node.managedProperty().bind(wanted);
  }

  private static String label(List<Parameter<?>> catalogue, String knob) {
    return catalogue.stream()
        .filter(p -> p.name().equals(knob))
        .map(Parameter::label)
        .findFirst()
        .orElse(knob);
  }

  private static Label heading(String text) {
    Label label = new Label(text);
    label.getStyleClass().add("heading");
    return label;
  }

  private static HBox line(String name, StringProperty value, String prompt) {
    return line(name.toLowerCase(java.util.Locale.ROOT).replace(' ', '-'), name, value, prompt);
  }

  private static HBox line(String id, String name, StringProperty value, String prompt) {
    TextField field = new TextField();
    field.setId("sweep-" + id);
    field.setPromptText(prompt);
    field.textProperty().bindBidirectional(value);
    return row(name, field);
  }

  /// A line with a button that lets the user choose a file.
  private static HBox file(
      String name, StringProperty value, String prompt, Consumer<StringProperty> choose) {
    Button button = new Button(null, new FontIcon(Feather.FOLDER));
    button.setAccessibleText("Choose: " + name);
    button.getStyleClass().addAll("button-icon", "flat", "browse");
    button.setOnAction(e -> choose.accept(value));
    HBox line = line(name, value, prompt);
    line.getChildren().add(button);
    return line;
  }

  private static HBox row(String name, javafx.scene.control.Control control) {
    Label label = new Label(name);
    label.getStyleClass().add("knob-label");
    label.setLabelFor(control);
    HBox.setHgrow(control, Priority.ALWAYS);
    HBox line = new HBox(label, control);
    line.setAlignment(Pos.CENTER_LEFT);
    line.getStyleClass().add("knob-line");
    return line;
  }
}
