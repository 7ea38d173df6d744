package dev.unmask.window.train;

import dev.unmask.job.RecipeSetting;
import dev.unmask.window.form.KnobRow;
import dev.unmask.window.form.RunButton;
import java.util.Map;
import java.util.SequencedMap;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The left column of the training page: the recipe, the values that are often changed, what all of
/// it does, and Train, which never scrolls away.
final class RecipeView extends BorderPane {
  private static final RunButton.Words WORDS =
      new RunButton.Words("train", "train-obstacle", "Train   Ctrl+Enter", "Stop   Ctrl+.");
  private static final double NAMES = 96;

  private final RecipeForm form;
  private final GridPane facts = new GridPane();
  private final Label about = new Label();

  RecipeView(TrainModel model, Choosers choosers) {
    form = model.form();
    getStyleClass().add("train-left");
    ObservableBooleanValue busy =
        Bindings.createBooleanBinding(() -> model.state().get().busy(), model.state());
    about.getStyleClass().add("note");
    about.setWrapText(true);
    facts.getStyleClass().add("train-facts");
    ColumnConstraints names = new ColumnConstraints(NAMES);
    ColumnConstraints words = new ColumnConstraints();
    words.setHgrow(Priority.ALWAYS);
    facts.getColumnConstraints().setAll(names, words);
    VBox values = section("RECIPE", chooser(choosers), about);
    VBox settings = section("SETTINGS");
    settings
        .getChildren()
        .addAll(
            new KnobRow(
                form.knob(RecipeSetting.START),
                browse("browse-start", "Choose a model folder", choosers::startModel)),
            new KnobRow(form.knob(RecipeSetting.STEPS)),
            new KnobRow(form.knob(RecipeSetting.BATCH)),
            new KnobRow(form.knob(RecipeSetting.RATE)),
            new KnobRow(form.knob(RecipeSetting.SEED)),
            new KnobRow(form.knob(RecipeSetting.PRECISION)),
            new KnobRow(form.device()),
            new KnobRow(
                form.folder(),
                browse("browse-folder", "Choose the folder of the training", choosers::folder)));
    values.disableProperty().bind(busy);
    settings.disableProperty().bind(busy);
    VBox all = new VBox(values, settings, section("WHAT IT DOES", facts));
    all.getStyleClass().add("form");
    ScrollPane scroll = new ScrollPane(all);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.getStyleClass().add("edge-to-edge");
    setCenter(scroll);
    setBottom(new RunButton(WORDS, busy, model.obstacle(), model::train, model::stop));
    form.words().addListener((o, was, is) -> fill(is));
    fill(form.words().get());
  }

  private HBox chooser(Choosers choosers) {
    ComboBox<String> box = new ComboBox<>(form.choices());
    box.setId("recipe");
    box.setMaxWidth(Double.MAX_VALUE);
    box.setAccessibleText("Recipe");
    form.chosen().addListener((o, was, is) -> box.setValue(is));
    box.setValue(form.chosen().get());
    box.valueProperty()
        .addListener(
            (o, was, is) -> {
              if (is != null && !is.isEmpty()) {
                form.choose(is);
              }
            });
    HBox.setHgrow(box, Priority.ALWAYS);
    HBox line = new HBox(box, browse("browse-recipe", "Choose a recipe's file", choosers::recipe));
    line.getStyleClass().add("knob-line");
    return line;
  }

  private static Button browse(String id, String words, Runnable action) {
    Button button = new Button(null, new FontIcon(Feather.FOLDER));
    button.setId(id);
    button.getStyleClass().addAll("button-icon", "flat", "browse");
    button.setTooltip(new Tooltip(words));
    button.setAccessibleText(words);
    button.setOnAction(e -> action.run());
    return button;
  }

  private static VBox section(String title, javafx.scene.Node... body) {
    Label heading = new Label(title);
    heading.getStyleClass().add("heading");
    VBox section = new VBox(heading);
    section.getStyleClass().add("form-section");
    section.getChildren().addAll(body);
    return section;
  }

  private void fill(SequencedMap<String, String> words) {
    facts.getChildren().clear();
    var recipe = form.recipe().get();
    about.setText(recipe == null ? "" : recipe.about());
    int row = 0;
    for (Map.Entry<String, String> fact : words.entrySet()) {
      Label name = new Label(fact.getKey());
      name.getStyleClass().add("fact-name");
      Label value = new Label(fact.getValue());
      value.setWrapText(true);
      GridPane.setValignment(name, javafx.geometry.VPos.TOP);
      facts.addRow(row++, name, value);
    }
  }
}
