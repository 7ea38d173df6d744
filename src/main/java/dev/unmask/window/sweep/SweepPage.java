package dev.unmask.window.sweep;

import dev.unmask.job.sweep.SweepRow;
import dev.unmask.session.StoredSweeps;
import dev.unmask.session.export.SweepExport;
import java.io.File;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import javafx.beans.property.StringProperty;
import javafx.collections.ListChangeListener;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The page of sweeps: form, curves with bands, points, items, and two points compared in words.
public final class SweepPage extends BorderPane {
  private final SweepModel model;
  private final FigureView figure;
  private final SweepFiles files;

  /// @param files writes exports
  /// @param open is given a sweep and one of its rows, to be run again and watched
  /// @param close takes the page away
  public SweepPage(
      SweepModel model, SweepFiles files, BiConsumer<SweepExport, SweepRow> open, Runnable close) {
    this.model = model;
    this.files = files;
    this.figure = new FigureView(model);
    getStyleClass().add("model-page");
    setId("sweep-page");
    setTop(header(close));
    setLeft(new SweepFormView(model, this::chooseItems, this::chooseModel));
    Label comparison = new Label();
    comparison.setId("comparison");
    comparison.setWrapText(true);
    comparison.setMinHeight(Region.USE_PREF_SIZE);
    comparison.getStyleClass().add("sweep-words");
    comparison
        .textProperty()
        .bind(
            model
                .comparison()
                .map(
                    words ->
                        words.isEmpty()
                            ? "Click a point for its items; Shift+click a second one to compare"
                                + " them item by item."
                            : words));
    SplitPane upper = new SplitPane(figure, new PointTable(model));
    upper.setDividerPositions(0.43);
    VBox top = new VBox(upper, comparison);
    VBox.setVgrow(upper, Priority.ALWAYS);
    SplitPane all = new SplitPane(top, new ItemTable(model, row -> opened(open, row)));
    all.setOrientation(Orientation.VERTICAL);
    all.setDividerPositions(0.66);
    setCenter(all);
  }

  /// Paints in the colours of a theme.
  public void look(boolean dark) {
    figure.look(dark);
  }

  private void opened(BiConsumer<SweepExport, SweepRow> open, SweepRow row) {
    SweepExport sweep = model.shown().get();
    if (sweep != null) {
      open.accept(sweep, row);
    }
  }

  private HBox header(Runnable close) {
    Label title = new Label("Sweeps");
    title.getStyleClass().add("page-title");
    Label about = new Label("every combination on the items of a task");
    about.getStyleClass().add("page-about");
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    Button back = new Button(null, new FontIcon(Feather.X));
    back.setId("close-sweep-page");
    back.getStyleClass().addAll("button-icon", "flat");
    back.setTooltip(new Tooltip("Back to the canvas (Esc)"));
    back.setAccessibleText("Back to the canvas");
    back.setOnAction(e -> close.run());
    HBox header = new HBox(title, about, gap, chooser(), export(), back);
    header.setAlignment(Pos.CENTER_LEFT);
    header.getStyleClass().add("page-header");
    return header;
  }

  private ComboBox<StoredSweeps.Summary> chooser() {
    ComboBox<StoredSweeps.Summary> chooser = new ComboBox<>(model.stored());
    chooser.setId("sweep-chooser");
    chooser.setPromptText("Sweeps of this session");
    chooser.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(StoredSweeps.@Nullable Summary s) {
            return s == null
                ? ""
                : "%d  %s, %d points%s"
                    .formatted(
                        s.sweep(),
                        s.spec().task().name(),
                        s.spec().points().size(),
                        s.spec().task().shown() == 0
                            ? ""
                            : ", %d-shot".formatted(s.spec().task().shown()));
          }

          @Override
          public StoredSweeps.@Nullable Summary fromString(String text) {
            return null; // it cannot be typed into
          }
        });
    chooser.setOnAction(
        e -> {
          StoredSweeps.Summary chosen = chooser.getValue();
          if (chosen != null && !isShown(chosen)) {
            model.open(chosen);
          }
        });
    Runnable follow =
        () ->
            chooser.setValue(
                model.stored().stream().filter(this::isShown).findFirst().orElse(null));
    model.shown().addListener((o, was, is) -> follow.run());
    model.stored().addListener((ListChangeListener<StoredSweeps.Summary>) c -> follow.run());
    follow.run();
    return chooser;
  }

  private boolean isShown(StoredSweeps.Summary sweep) {
    SweepExport shown = model.shown().get();
    return shown != null && shown.summary().sweep() == sweep.sweep();
  }

  private MenuButton export() {
    MenuButton menu = new MenuButton("Export");
    menu.setId("export-sweep");
    menu.disableProperty().bind(model.shown().isNull());
    for (SweepFiles.Kind kind : SweepFiles.Kind.values()) {
      MenuItem item = new MenuItem(kind.words());
      item.setOnAction(e -> export(kind));
      menu.getItems().add(item);
    }
    return menu;
  }

  private void export(SweepFiles.Kind kind) {
    SweepExport sweep = model.shown().get();
    FileChooser chooser = new FileChooser();
    chooser.setTitle(kind.words());
    chooser.setInitialFileName("sweep" + kind.suffix());
    File chosen = chooser.showSaveDialog(getScene().getWindow());
    if (chosen != null && sweep != null) {
      files.write(kind, sweep, chosen.toPath());
    }
  }

  private void chooseItems(StringProperty field) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle("Data file of the task, as published");
    File chosen = chooser.showOpenDialog(getScene().getWindow());
    if (chosen != null) {
      Path path = chosen.toPath();
      field.set(path.toString());
    }
  }

  private void chooseModel(StringProperty field) {
    DirectoryChooser chooser = new DirectoryChooser();
    chooser.setTitle("Folder of a model");
    File chosen = chooser.showDialog(getScene().getWindow());
    if (chosen != null) {
      field.set(chosen.toPath().toString());
    }
  }
}
