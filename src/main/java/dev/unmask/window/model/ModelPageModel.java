package dev.unmask.window.model;

import dev.unmask.job.Inspection;
import dev.unmask.job.Inspector;
import dev.unmask.window.workbench.Notices;
import dev.unmask.window.workbench.Threads;
import java.nio.file.Path;
import java.util.SequencedMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import org.jspecify.annotations.Nullable;

/// What the page of a model shows. Looking and hashing happen off the JavaFX thread; hashing on a
/// thread of its own, since it takes as long as the files are large.
public final class ModelPageModel {
  private static final double NOT_HASHING = -1;

  /// Progress that cannot be seen need not be told.
  private static final int PARTS = 200;

  private final Threads threads;
  private final Executor hasher;
  private final Notices notices;
  private final ReadOnlyObjectWrapper<@Nullable Inspection> shown = new ReadOnlyObjectWrapper<>();
  private final StringProperty filter = new SimpleStringProperty("");
  private final ObservableList<Inspection.TensorRow> all = FXCollections.observableArrayList();
  private final FilteredList<Inspection.TensorRow> tensors = new FilteredList<>(all);
  private final ReadOnlyDoubleWrapper hashing = new ReadOnlyDoubleWrapper(NOT_HASHING);
  private final ObservableList<Digest> digests = FXCollections.observableArrayList();
  private final AtomicInteger wanted = new AtomicInteger();

  /// The SHA-256 of a file, in hexadecimal.
  public record Digest(String file, String hex) {}

  /// @param hasher where files are hashed
  public ModelPageModel(Threads threads, Executor hasher, Notices notices) {
    this.threads = threads;
    this.hasher = hasher;
    this.notices = notices;
    filter.addListener((o, was, is) -> tensors.setPredicate(t -> t.matches(is)));
  }

  /// The model that is shown; null before the first.
  public ReadOnlyObjectProperty<@Nullable Inspection> shown() {
    return shown.getReadOnlyProperty();
  }

  /// What the names, types or shapes of the listed tensors must hold.
  public StringProperty filter() {
    return filter;
  }

  /// The tensors that the filter lets pass.
  public ObservableList<Inspection.TensorRow> tensors() {
    return tensors;
  }

  /// How many tensors there are without the filter.
  public int allTensors() {
    return all.size();
  }

  /// Share of the bytes that are hashed; negative while none are.
  public ReadOnlyDoubleProperty hashing() {
    return hashing.getReadOnlyProperty();
  }

  /// What was hashed.
  public ObservableList<Digest> digests() {
    return digests;
  }

  /// Looks at a model and shows it. The newest request wins; hashing of another model ends.
  public void look(Path path) {
    int request = wanted.incrementAndGet();
    hashing.set(NOT_HASHING);
    threads.tell(
        CompletableFuture.supplyAsync(() -> Inspector.inspect(path), threads.background()),
        found -> {
          if (request == wanted.get()) {
            digests.clear();
            filter.set("");
            all.setAll(found.tensors());
            shown.set(found);
          }
        },
        notices::trouble);
  }

  /// Hashes the files of the model that is shown.
  public void hash() {
    Inspection model = shown.get();
    if (model == null || model.summary().isEmpty() || hashing.get() >= 0) {
      return;
    }
    int request = wanted.get();
    hashing.set(0);
    threads.tell(
        CompletableFuture.supplyAsync(() -> hashed(model.path(), request), hasher),
        found -> {
          if (request == wanted.get()) {
            hashing.set(NOT_HASHING);
            digests.clear();
            found.forEach((file, hex) -> digests.add(new Digest(file, hex)));
          }
        },
        thrown -> {
          if (request == wanted.get()) {
            hashing.set(NOT_HASHING);
          }
          if (!(thrown instanceof CancellationException)) {
            notices.trouble(thrown);
          }
        });
  }

  /// Ends the hashing that is under way, if any.
  public void stop() {
    wanted.incrementAndGet();
    hashing.set(NOT_HASHING);
  }

  private SequencedMap<String, String> hashed(Path path, int request) {
    AtomicLong told = new AtomicLong();
    return Inspector.sha256(
        path,
        (done, total) -> {
          if (request != wanted.get()) {
            throw new CancellationException();
          }
          long part = total == 0 ? PARTS : (long) (PARTS * ((double) done / total));
          if (part != told.getAndSet(part)) {
            threads.ui().execute(() -> progress(request, (double) part / PARTS));
          }
        });
  }

  private void progress(int request, double share) {
    if (request == wanted.get() && hashing.get() >= 0) {
      hashing.set(share);
    }
  }
}
