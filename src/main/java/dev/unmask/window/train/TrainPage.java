package dev.unmask.window.train;

import dev.unmask.session.StoredTrainings;
import dev.unmask.window.charts.ChartColors;
import dev.unmask.window.form.EmptyPage;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The training page: on the left the recipe, on the right how the training goes.
public final class TrainPage extends BorderPane {
  private final TrainModel model;
  private final CourseView course;
  private final EmptyPage empty = empty();
  private final Button use = new Button();
  private final Label about = label("page-about");

  /// @param choosers dialogs
  /// @param open opens the model that was trained
  /// @param close takes the page away
  public TrainPage(TrainModel model, Choosers choosers, Consumer<Path> open, Runnable close) {
    this.model = model;
    getStyleClass().addAll("model-page", "train-page");
    setId("train-page");
    course = new CourseView(model);
    setTop(header(open, close));
    setLeft(new RecipeView(model, choosers));
    setCenter(new StackPane(empty, course));
    model.state().addListener((o, was, is) -> show());
    model.curves().addListener((o, was, is) -> show());
    model.made().addListener((o, was, is) -> show());
    model.shown().addListener((o, was, is) -> show());
    model.chosen().addListener((o, was, is) -> show());
    show();
  }

  private static EmptyPage empty() {
    EmptyPage page =
        new EmptyPage(
            "Train a model on this computer",
            List.of(
                new EmptyPage.Point(
                    Feather.FILE_TEXT,
                    "A recipe says it all",
                    "What a model begins with, what it learns, from which data and for how long."
                        + " The same recipe and seed make the same weights again."),
                new EmptyPage.Point(
                    Feather.SHUFFLE,
                    "From left to right, then from all sides",
                    "An autoregressive base learns the next token. Adapted, it learns masked"
                        + " tokens: its attention opens step by step, and it becomes a diffusion"
                        + " model."),
                new EmptyPage.Point(
                    Feather.SAVE,
                    "Stop whenever you like",
                    "A checkpoint is kept and the training goes on from there, as if it had never"
                        + " stopped. Nothing leaves this computer.")),
            "Choose a recipe on the left and press Train.");
    page.setId("train-empty");
    return page;
  }

  private static Label label(String style) {
    Label label = new Label();
    label.getStyleClass().add(style);
    return label;
  }

  private HBox header(Consumer<Path> open, Runnable close) {
    Label title = label("page-title");
    title.setText("Training");
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    use.setId("use-trained");
    use.managedProperty().bind(use.visibleProperty());
    use.setOnAction(e -> use(open));
    Button back = new Button(null, new FontIcon(Feather.X));
    back.setId("close-train-page");
    back.getStyleClass().addAll("button-icon", "flat");
    back.setTooltip(new Tooltip("Back to the canvas (Esc); a training goes on"));
    back.setAccessibleText("Back to the canvas");
    back.setOnAction(e -> close.run());
    HBox header = new HBox(title, about, gap, chooser(), use, back);
    header.setAlignment(Pos.CENTER_LEFT);
    header.getStyleClass().add("page-header");
    return header;
  }

  /// The trainings of the session; there where it holds some.
  private ComboBox<StoredTrainings.Summary> chooser() {
    ComboBox<StoredTrainings.Summary> chooser = new ComboBox<>(model.stored());
    chooser.setId("training-chooser");
    chooser.setPromptText("Trainings of this session");
    chooser.setAccessibleText("Trainings of this session");
    chooser.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(StoredTrainings.@Nullable Summary s) {
            return s == null
                ? ""
                : String.format(
                    Locale.ROOT,
                    "%d  %s, %,d of %,d steps",
                    s.training(),
                    s.name(),
                    s.steps(),
                    s.total());
          }

          @Override
          public StoredTrainings.@Nullable Summary fromString(String text) {
            return null; // it cannot be typed into
          }
        });
    var none = Bindings.isEmpty(model.stored());
    chooser.visibleProperty().bind(none.not());
    chooser.managedProperty().bind(none.not());
    chooser
        .disableProperty()
        .bind(Bindings.createBooleanBinding(() -> model.state().get().busy(), model.state()));
    model.chosen().addListener((o, was, is) -> chooser.setValue(is));
    chooser.setValue(model.chosen().get());
    chooser.setOnAction(
        e -> {
          StoredTrainings.Summary chosen = chooser.getValue();
          if (chosen != null && !chosen.equals(model.chosen().get())) {
            model.show(chosen);
          }
        });
    return chooser;
  }

  private void use(Consumer<Path> open) {
    Path made = model.made().get();
    if (made == null) {
      model.takeUp();
      return;
    }
    if (model.autoregressive()) {
      model.adapt();
    } else {
      open.accept(made);
    }
  }

  /// Takes the colours of a theme.
  public void colors(ChartColors colors) {
    course.colors(colors);
  }

  private void show() {
    boolean something = model.state().get() != State.IDLE || model.steps() > 0;
    empty.setVisible(!something);
    course.setVisible(something);
    var recipe = model.shown().get();
    about.setText(something && recipe != null ? recipe.name() : "");
    boolean goesOn = model.canTakeUp();
    use.setVisible(goesOn || model.made().get() != null);
    if (goesOn) {
      use.setText("Go on with it");
      use.setGraphic(new FontIcon(Feather.CORNER_UP_LEFT));
      use.setTooltip(new Tooltip("Put its recipe and folder on the form"));
      return;
    }
    boolean base = model.autoregressive();
    use.setText(base ? "Adapt this model" : "Open this model");
    use.setGraphic(new FontIcon(base ? Feather.SHUFFLE : Feather.PLAY));
    use.setTooltip(
        new Tooltip(
            base
                ? "Put the recipe on the form that makes a diffusion model of it"
                : "Open it in the workbench"));
  }
}
