package dev.unmask.window.workbench;

import dev.unmask.job.RunHeader;
import dev.unmask.session.RunSummary;
import dev.unmask.session.Session;
import dev.unmask.session.StoredMeasurements;
import dev.unmask.session.StoredSweeps;
import dev.unmask.session.StoredTrainings;
import dev.unmask.session.state.UnsavedSessions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The session that is open. There always is one: until the user names it, it lies in the state
/// folder and is written all the same.
public final class SessionSlot {
  private final UnsavedSessions unsaved;
  private final Threads threads;
  private final Notices notices;
  private final ReadOnlyObjectWrapper<@Nullable Session> current = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyStringWrapper name = new ReadOnlyStringWrapper("");
  private final ObservableList<RunSummary> runs = FXCollections.observableArrayList();
  private final HeldSessions held = new HeldSessions();
  private boolean named;

  SessionSlot(UnsavedSessions unsaved, Threads threads, Notices notices) {
    this.unsaved = unsaved;
    this.threads = threads;
    this.notices = notices;
  }

  /// The session; null until the first one is open.
  public ReadOnlyObjectProperty<@Nullable Session> current() {
    return current.getReadOnlyProperty();
  }

  /// Its file name, or `unsaved session`; ends with `read only` where nothing can be recorded.
  public ReadOnlyStringProperty name() {
    return name.getReadOnlyProperty();
  }

  /// Its runs, oldest first.
  public ObservableList<RunSummary> runs() {
    return runs;
  }

  /// Whether the user has given it a name.
  public boolean named() {
    return named;
  }

  /// Where it lies, once one is open.
  public Optional<Path> file() {
    Session session = current.get();
    return session == null ? Optional.empty() : Optional.of(session.file());
  }

  /// Keeps a session open, whatever is looked at meanwhile.
  ///
  /// @return lets it go; to be run once, by any thread
  public Runnable hold(Session session) {
    return held.hold(session);
  }

  /// Begins a new session.
  public void begin(Runnable then) {
    swap(unsaved::create, then);
  }

  /// Opens a session file; if that fails, the session that was open stays.
  public void open(Path file, Runnable then) {
    swap(() -> held.back(file).orElseGet(() -> Session.open(file)), then);
  }

  /// Opens the session that was open last; a new one if it is gone or held by another window.
  void resume(Path file, Runnable then) {
    threads.ask(() -> Session.open(file), session -> take(session, then), gone -> begin(then));
  }

  private void swap(Supplier<Session> opener, Runnable then) {
    threads.ask(opener, session -> take(session, then), notices::trouble);
  }

  private void take(Session session, Runnable then) {
    Session before = current.get();
    if (before != null) {
      leave(before);
    }
    current.set(session);
    describe(session);
    session.notice().ifPresent(n -> notices.tell(n, "Run again in a new session to record."));
    refresh(then);
  }

  private void describe(Session session) {
    named = !unsaved.holds(session.file());
    String shown = named ? String.valueOf(session.file().getFileName()) : "unsaved session";
    name.set(session.readOnly() ? shown + ", read only" : shown);
  }

  /// Reads the list of runs again.
  void refresh(Runnable then) {
    Session session = current.get();
    if (session != null) {
      threads.ask(
          session::runs,
          list -> {
            runs.setAll(list);
            then.run();
          },
          notices::trouble);
    }
  }

  /// Gives the session a name and goes on there. What was unsaved so far is removed only after the
  /// new file is complete.
  ///
  /// @param then what to do once it is saved
  public void saveAs(Path target, Runnable then) {
    Session session = current.get();
    if (session == null) {
      return;
    }
    threads.ask(
        () -> {
          Path before = session.file();
          session.saveAs(target);
          if (unsaved.holds(before) && !before.equals(session.file())) {
            unsaved.remove(before);
          }
          return session.file();
        },
        file -> {
          describe(session);
          then.run();
        },
        notices::trouble);
  }

  /// A run with all its frames.
  void load(long number, Consumer<ShownRun> answer) {
    Session session = current.get();
    if (session != null) {
      threads.ask(
          () -> {
            RunHeader header = session.header(number);
            ShownRun run = ShownRun.of(number, header);
            session.frames(number).forEach(run.trace()::append);
            return run;
          },
          answer,
          notices::trouble);
    }
  }

  /// Closes a session that nothing holds; an unsaved one without runs is removed.
  private void leave(Session session) {
    threads.ask(
        () -> {
          held.leave(session, () -> close(session));
          return session;
        },
        left -> {},
        notices::trouble);
  }

  private void close(Session session) {
    Path file = session.file();
    boolean empty = empty(session);
    session.close();
    if (empty && unsaved.holds(file)) {
      unsaved.remove(file);
    }
  }

  /// Whether nothing of the user's is in it.
  private static boolean empty(Session session) {
    return session.runs().isEmpty()
        && session.writings().isEmpty()
        && new StoredSweeps(session).all().isEmpty()
        && new StoredTrainings(session).all().isEmpty()
        && new StoredMeasurements(session).all().isEmpty();
  }

  /// The unsaved sessions of earlier days that are not open here, newest first.
  public List<Path> leftovers() {
    Path here = file().orElse(Path.of(""));
    return unsaved.list().stream().filter(f -> !f.equals(here)).toList();
  }

  /// What closes the session that is open; an unsaved one without runs is removed.
  ///
  /// @param state of the view, to be kept with it
  Runnable closing(String state) {
    Session session = current.get();
    if (session == null) {
      return () -> {};
    }
    return () -> {
      Path file = session.file();
      boolean writable = !session.readOnly();
      boolean empty = empty(session);
      if (writable && !empty) {
        session.putView(ViewState.NAME, state);
      }
      session.close();
      if (writable && empty && unsaved.holds(file)) {
        unsaved.remove(file);
      }
    };
  }
}
