package dev.unmask.window.sweep;

import dev.unmask.job.LoadedModel;
import dev.unmask.session.Session;
import dev.unmask.window.workbench.Notices;
import dev.unmask.window.workbench.Setup;
import dev.unmask.window.workbench.Threads;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/// Where something is measured: one work at a time, with the model that is open, on the worker of
/// its device, into the session that is open when it begins.
public final class Desk {
  private final Setup setup;
  private final Threads threads;
  private final Notices notices;
  private final ObservableValue<@Nullable LoadedModel> model;
  private final ObservableValue<@Nullable Session> session;
  private final Function<Session, Runnable> hold;
  private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
  private AtomicBoolean stop = new AtomicBoolean();

  /// A work.
  interface Work {
    /// @param halted whether the user asked to stop
    void with(LoadedModel open, Session into, BooleanSupplier halted);
  }

  /// @param model the model that is open
  /// @param session the session that is open
  /// @param hold keeps a session open until what it returns is run, whatever is opened meanwhile
  public Desk(
      Setup setup,
      Threads threads,
      Notices notices,
      ObservableValue<@Nullable LoadedModel> model,
      ObservableValue<@Nullable Session> session,
      Function<Session, Runnable> hold) {
    this.setup = setup;
    this.threads = threads;
    this.notices = notices;
    this.model = model;
    this.session = session;
    this.hold = hold;
  }

  Setup setup() {
    return setup;
  }

  Notices notices() {
    return notices;
  }

  Threads threads() {
    return threads;
  }

  ObservableValue<@Nullable LoadedModel> model() {
    return model;
  }

  ObservableValue<@Nullable Session> session() {
    return session;
  }

  ReadOnlyBooleanProperty running() {
    return running.getReadOnlyProperty();
  }

  /// Begins a work, unless one is under way or there is nothing to work with.
  ///
  /// @param then is done once it has ended, in whatever way
  /// @return whether it was begun
  boolean begin(Work work, Runnable then) {
    LoadedModel open = model.getValue();
    Session into = session.getValue();
    if (open == null || into == null || running.get()) {
      return false;
    }
    if (into.readOnly()) {
      notices.tell(
          "This session is open for reading only.",
          "Save it under another name, or begin a new one.");
      return false;
    }
    AtomicBoolean halt = new AtomicBoolean();
    stop = halt;
    running.set(true);
    Runnable release = hold.apply(into);
    Supplier<Boolean> held =
        () -> {
          try {
            work.with(open, into, halt::get);
            return true;
          } finally {
            release.run();
          }
        };
    threads.tell(
        setup.worker().call(held),
        done -> ended(then),
        thrown -> {
          notices.trouble(thrown);
          ended(then);
        });
    return true;
  }

  private void ended(Runnable then) {
    running.set(false);
    then.run();
  }

  /// Stops at the next good moment; what is done is kept.
  void cancel() {
    stop.set(true);
  }

  /// Reads a list from the session that is open; an empty one if none is.
  <T> void list(Function<Session, List<T>> all, Consumer<List<T>> answer) {
    Session open = session.getValue();
    if (open == null) {
      answer.accept(List.of());
    } else {
      ask(() -> all.apply(open), answer);
    }
  }

  /// Reads something from the session that is open, if one is.
  <T> void read(Function<Session, T> read, Consumer<T> answer) {
    Session open = session.getValue();
    if (open != null) {
      ask(() -> read.apply(open), answer);
    }
  }

  private <T> void ask(Supplier<T> work, Consumer<T> answer) {
    threads.ask(work, answer, notices::trouble);
  }
}
