package dev.unmask.window.sweep;

import dev.unmask.job.LoadedModel;
import dev.unmask.job.LoadedWriter;
import dev.unmask.job.ModelRequest;
import dev.unmask.job.evaluate.BoundOptions;
import dev.unmask.job.evaluate.Bounding;
import dev.unmask.job.evaluate.Bounds;
import dev.unmask.network.Reading;
import dev.unmask.session.Session;
import dev.unmask.session.StoredMeasurements;
import dev.unmask.task.file.Item;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// What a model thinks of a text: measured on the worker of the device, kept in the session.
public final class BoundModel {
  private static final int TITLE = 40;

  private final Desk desk;
  private final StringProperty text = new SimpleStringProperty("");
  private final StringProperty control = new SimpleStringProperty("");
  private final ReadOnlyObjectWrapper<@Nullable Bounds> shown = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<StoredMeasurements.@Nullable Summary> chosen =
      new ReadOnlyObjectWrapper<>();
  private final ObservableList<StoredMeasurements.Summary> stored =
      FXCollections.observableArrayList();

  /// @param desk where it is measured; of its own
  public BoundModel(Desk desk) {
    this.desk = desk;
    desk.session().addListener((o, was, is) -> refresh());
    refresh();
  }

  /// The text that is to be measured.
  public StringProperty text() {
    return text;
  }

  /// Folder of a model that writes left to right, to be asked about the same tokens; may be empty.
  public StringProperty control() {
    return control;
  }

  public ReadOnlyBooleanProperty running() {
    return desk.running();
  }

  /// What is shown; null before the first.
  public ReadOnlyObjectProperty<@Nullable Bounds> shown() {
    return shown.getReadOnlyProperty();
  }

  /// The measurements of the session, oldest first.
  public ObservableList<StoredMeasurements.Summary> stored() {
    return stored;
  }

  /// Which of them is shown; null before the first.
  public ReadOnlyObjectProperty<StoredMeasurements.@Nullable Summary> chosen() {
    return chosen.getReadOnlyProperty();
  }

  /// Shows a measurement of the session. Needs no model.
  public void show(StoredMeasurements.Summary summary) {
    chosen.set(summary);
    desk.read(
        s -> new StoredMeasurements(s).bounds(summary.measurement()),
        bounds -> {
          if (summary.equals(chosen.get())) {
            shown.set(bounds);
          }
        });
  }

  private void refresh() {
    desk.list(
        s -> new StoredMeasurements(s).all(),
        all -> {
          stored.setAll(all);
          if (all.isEmpty()) {
            chosen.set(null);
            shown.set(null);
          } else {
            show(all.getLast());
          }
        });
  }

  /// Measures the text.
  public void run() {
    String what = text.get().strip();
    String beside = control.get().strip();
    desk.begin((open, into, halted) -> measure(open, into, what, beside, halted), this::refresh);
  }

  /// Stops before the next text.
  public void cancel() {
    desk.cancel();
  }

  private void measure(
      LoadedModel open, Session into, String what, String beside, BooleanSupplier halted) {
    try (LoadedWriter writer = beside.isEmpty() ? null : writer(beside)) {
      String line = what.replaceAll("\\s+", " ");
      Bounds bounds =
          new Bounding(open, writer, BoundOptions.usual(1))
              .of(
                  line.length() > TITLE ? line.substring(0, TITLE - 1) + "…" : line,
                  List.of(new Item.Passage("text", what)),
                  halted,
                  n -> {});
      new StoredMeasurements(into).put(bounds, desk.setup().version());
    }
  }

  private LoadedWriter writer(String folder) {
    return desk.setup()
        .models()
        .openWriter(
            new ModelRequest(Path.of(folder), "f32", "cpu", OptionalInt.empty())
                .reading(Reading.AUTOREGRESSIVE));
  }
}
