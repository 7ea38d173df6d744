package dev.unmask.window.workbench;

import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.LoadedModel;
import dev.unmask.job.ModelCard;
import dev.unmask.job.ModelDefaults;
import dev.unmask.job.ModelRequest;
import dev.unmask.job.Models;
import dev.unmask.job.Values;
import dev.unmask.job.Worker;
import dev.unmask.text.Examples;
import dev.unmask.text.Examples.Example;
import java.nio.file.Path;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The model that is open, if any. Opening another closes it.
public final class ModelSlot {
  private final Models models;
  private final Worker worker;
  private final Threads threads;
  private final Notices notices;
  private final ReadOnlyObjectWrapper<@Nullable LoadedModel> current =
      new ReadOnlyObjectWrapper<>();
  private final ReadOnlyStringWrapper opening = new ReadOnlyStringWrapper("");
  private Values recommended = DenoiseParameters.defaults();
  private final ObservableList<Example> examples = FXCollections.observableArrayList();

  ModelSlot(Models models, Worker worker, Threads threads, Notices notices) {
    this.models = models;
    this.worker = worker;
    this.threads = threads;
    this.notices = notices;
  }

  /// The model; null while none is open.
  public ReadOnlyObjectProperty<@Nullable LoadedModel> current() {
    return current.getReadOnlyProperty();
  }

  /// The name of the folder that is being opened; empty if none is.
  public ReadOnlyStringProperty opening() {
    return opening.getReadOnlyProperty();
  }

  /// Prompts that came with the model.
  public ObservableList<Example> examples() {
    return examples;
  }

  /// What the makers of the open model recommend; the defaults while none is open.
  public Values recommended() {
    return recommended;
  }

  private record Opened(LoadedModel model, Values recommended) {}

  /// Opens a model. If that fails, the one that was open stays.
  ///
  /// @param settings precision and device
  /// @param then what to do once it is open
  /// @param otherwise what to do if it cannot be opened, after that was said
  public void open(Path folder, Values settings, Runnable then, Runnable otherwise) {
    opening.set(String.valueOf(folder.getFileName()));
    var loading =
        worker.call(
            () -> {
              // First what is only read: a model that is loaded then is sure to be taken.
              Values said = ModelDefaults.denoise(models.defaults(folder));
              return new Opened(models.open(ModelRequest.of(folder, settings)), said);
            });
    threads.tell(
        loading,
        opened -> {
          opening.set("");
          recommended = opened.recommended();
          take(opened.model());
          then.run();
        },
        thrown -> {
          opening.set("");
          notices.trouble(thrown);
          otherwise.run();
        });
  }

  private void take(LoadedModel model) {
    LoadedModel before = current.get();
    current.set(model);
    if (before != null) {
      threads.tell(worker.call(() -> closed(before)), name -> {}, notices::trouble);
    }
    Path folder = Path.of(model.card().path());
    threads.ask(() -> Examples.of(folder), examples::setAll, notices::trouble);
  }

  private static String closed(LoadedModel model) {
    model.close();
    return model.card().name();
  }

  /// Whether the open model computes as the settings ask.
  boolean fits(Values settings) {
    LoadedModel model = current.get();
    return model != null
        && model.card().dtype().equals(settings.get(DenoiseParameters.DTYPE))
        && device(model.card().device()).equals(device(settings.get(DenoiseParameters.DEVICE)));
  }

  private static String device(String name) {
    return name.equals("cuda") ? "cuda:0" : name;
  }

  /// The card in one line: name, family, size, precision.
  public static List<String> line(ModelCard card) {
    return List.of(card.name(), card.family(), Sizes.parameters(card.parameters()), card.dtype());
  }

  /// What frees the model, once whatever uses it has ended.
  Runnable closing() {
    LoadedModel model = current.get();
    return model == null ? () -> {} : () -> worker.call(() -> closed(model)).join();
  }
}
