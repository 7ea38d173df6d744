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
import dev.unmask.window.workbench.Notices;
import dev.unmask.window.workbench.Setup;
import dev.unmask.window.workbench.Threads;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// What a model thinks of a text: measured on the worker of the device, kept in the session.
public final class BoundModel {
  private final Setup setup;
  private final Threads threads;
  private final Notices notices;
  private final ObservableValue<@Nullable LoadedModel> model;
  private final ObservableValue<@Nullable Session> session;
  private final StringProperty text = new SimpleStringProperty("");
  private final StringProperty control = new SimpleStringProperty("");
  private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
  private final ReadOnlyObjectWrapper<@Nullable Bounds> shown = new ReadOnlyObjectWrapper<>();
  private final ObservableList<StoredMeasurements.Summary> stored =
      FXCollections.observableArrayList();
  private AtomicBoolean stop = new AtomicBoolean();

  /// @param model the model that is open
  /// @param session the session that is open
  public BoundModel(
      Setup setup,
      Threads threads,
      Notices notices,
      ObservableValue<@Nullable LoadedModel> model,
      ObservableValue<@Nullable Session> session) {
    this.setup = setup;
    this.threads = threads;
    this.notices = notices;
    this.model = model;
    this.session = session;
    session.addListener((o, was, is) -> refresh());
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
    return running.getReadOnlyProperty();
  }

  /// What is shown; null before the first.
  public ReadOnlyObjectProperty<@Nullable Bounds> shown() {
    return shown.getReadOnlyProperty();
  }

  /// The measurements of the session, oldest first.
  public ObservableList<StoredMeasurements.Summary> stored() {
    return stored;
  }

  /// Shows a measurement of the session. Needs no model.
  public void show(StoredMeasurements.Summary summary) {
    Session open = session.getValue();
    if (open != null) {
      threads.ask(
          () -> new StoredMeasurements(open).bounds(summary.measurement()),
          shown::set,
          notices::trouble);
    }
  }

  private void refresh() {
    Session open = session.getValue();
    if (open == null) {
      stored.clear();
      shown.set(null);
      return;
    }
    threads.ask(
        () -> new StoredMeasurements(open).all(),
        all -> {
          stored.setAll(all);
          if (all.isEmpty()) {
            shown.set(null);
          } else {
            show(all.getLast());
          }
        },
        notices::trouble);
  }

  /// Measures the text.
  public void run() {
    LoadedModel open = model.getValue();
    Session into = session.getValue();
    if (open == null || into == null || running.get()) {
      return;
    }
    AtomicBoolean halt = new AtomicBoolean();
    stop = halt;
    running.set(true);
    String what = text.get().strip();
    String beside = control.get().strip();
    threads.tell(
        setup.worker().call(() -> measured(open, into, what, beside, halt)),
        done -> {
          running.set(false);
          refresh();
        },
        thrown -> {
          running.set(false);
          notices.trouble(thrown);
        });
  }

  /// Stops before the next text.
  public void cancel() {
    stop.set(true);
  }

  private Bounds measured(
      LoadedModel open, Session into, String what, String beside, AtomicBoolean halt) {
    try (LoadedWriter writer = beside.isEmpty() ? null : writer(beside)) {
      String line = what.replaceAll("\\s+", " ");
      Bounds bounds =
          new Bounding(open, writer, BoundOptions.usual(1))
              .of(
                  line.length() > 40 ? line.substring(0, 39) + "…" : line,
                  List.of(new Item.Passage("text", what)),
                  halt::get,
                  n -> {});
      new StoredMeasurements(into).put(bounds, setup.version());
      return bounds;
    }
  }

  private LoadedWriter writer(String folder) {
    return setup
        .models()
        .openWriter(
            new ModelRequest(Path.of(folder), "f32", "cpu", OptionalInt.empty())
                .reading(Reading.AUTOREGRESSIVE));
  }
}
