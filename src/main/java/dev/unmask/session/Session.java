package dev.unmask.session;

import dev.unmask.diffusion.Frame;
import dev.unmask.flow.FlowFrame;
import dev.unmask.job.RunEnd;
import dev.unmask.job.RunHeader;
import dev.unmask.job.RunListener;
import dev.unmask.job.WritingHeader;
import dev.unmask.job.WritingListener;
import dev.unmask.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/// An open session file: runs, their frames, and the state of the view.
///
/// Safe for use by several threads: a run may be recorded while another thread reads. Everything
/// that was recorded is in the file at once; there is nothing to save at the end.
public final class Session implements AutoCloseable {
  private final StoredJson json = new StoredJson();
  // Everything that touches the file shares this lock; taking its place by another file owns it.
  private final ReadWriteLock place = new ReentrantReadWriteLock();
  private Database database;

  private Session(Database database) {
    this.database = database;
  }

  /// Makes a new session file.
  ///
  /// @throws Problem WRITE if the file exists or cannot be written
  public static Session create(Path file) {
    return new Session(new SessionFile(file, Schema.PRESENT).create());
  }

  /// Opens a session for reading and writing. One of an older Unmask is brought up to date and its
  /// original kept; one of a newer Unmask opens for reading only, see [#notice].
  ///
  /// @throws Problem SESSION if it is damaged or no session, WRITE if it is open elsewhere
  public static Session open(Path file) {
    return new Session(new SessionFile(file, Schema.PRESENT).open());
  }

  /// Opens a session for reading only; also while it is open elsewhere.
  ///
  /// @throws Problem SESSION if it is damaged or no session
  public static Session openReadOnly(Path file) {
    return new Session(new SessionFile(file, Schema.PRESENT).openReadOnly());
  }

  /// Opens a session for reading and writing, or makes one if there is no such file.
  public static Session openOrCreate(Path file) {
    return Files.exists(file) ? open(file) : create(file);
  }

  /// Refuses a file that cannot be recorded into, before any work is done for it. Changes nothing.
  ///
  /// @throws Problem as [#openOrCreate] would
  public static void checkTarget(Path file) {
    new SessionFile(file, Schema.PRESENT).checkTarget();
  }

  /// Whether a file is meant to be a session, by its name or its first bytes; it may be damaged.
  public static boolean looksLikeOne(Path file) {
    return new SessionFile(file, Schema.PRESENT).looksLikeOne();
  }

  /// Where it lies.
  public Path file() {
    return with(Database::file);
  }

  /// Whether nothing can be recorded.
  public boolean readOnly() {
    return with(Database::readOnly);
  }

  /// Something to tell the user about this file, or empty.
  public Optional<String> notice() {
    int version = with(Database::version);
    return version > Schema.PRESENT.version()
        ? Optional.of(
            "This session was made by a newer Unmask (layout %d, this one knows %d): it is open for"
                    .formatted(version, Schema.PRESENT.version())
                + " reading only.")
        : Optional.empty();
  }

  /// The runs, oldest first.
  public List<RunSummary> runs() {
    return new StoredRuns(this).runs();
  }

  /// The texts that flow models wrote, oldest first. They share their numbers with [#runs].
  public List<WritingSummary> writings() {
    return new StoredRuns(this).writings();
  }

  /// Whether a run is a text that was written left to right, by a flow model or, as an item of a
  /// sweep, by any: [#writingHeader] and [#flowFrames] read it.
  public boolean isWriting(long run) {
    return new StoredRuns(this).isWriting(run);
  }

  /// What was asked of a flow model, and what its ids look like.
  ///
  /// @throws Problem NOT_FOUND if there is no such text
  public WritingHeader writingHeader(long run) {
    return new StoredRuns(this).writingHeader(run);
  }

  /// All tokens of a text that a flow model wrote, first token first.
  ///
  /// @throws Problem SESSION if one was changed after it was written
  public List<FlowFrame> flowFrames(long run) {
    return new StoredRuns(this).flowFrames(run);
  }

  /// What was asked in a run, of which model, and what its ids look like.
  ///
  /// @throws Problem NOT_FOUND if there is no such run
  public RunHeader header(long run) {
    return new StoredRuns(this).header(run);
  }

  /// One frame.
  ///
  /// @param step 1 to the number of stored frames
  /// @throws Problem NOT_FOUND if there is none, SESSION if it was changed after it was written
  public Frame frame(long run, int step) {
    return new StoredRuns(this).frame(run, step);
  }

  /// All frames of a run, first step first; fewer than its steps if it did not finish.
  ///
  /// @throws Problem SESSION if one was changed after it was written
  public List<Frame> frames(long run) {
    return new StoredRuns(this).frames(run);
  }

  /// A listener that writes one text of a flow model into this session: each token is in the file
  /// before the next begins. For one text only.
  public WritingListener recordWriting() {
    return new WritingRecorder(this, WritingRecorder.TEXT, run -> {});
  }

  /// Marks the end of a run and brings all of it into the file.
  void ended(long run, RunEnd end) {
    Problem problem = end.problem();
    write(
        sql ->
            sql.change(
                """
                UPDATE run SET ended = ?, outcome = ?, problem_code = ?, problem = ?, remedy = ?
                WHERE run = ?\
                """,
                Instant.now().toString(),
                end.outcome().name(),
                problem == null ? null : problem.code().label(),
                problem == null ? null : problem.sentence(),
                problem == null ? null : problem.remedy(),
                run));
    order("PRAGMA wal_checkpoint(PASSIVE)");
  }

  /// A listener that writes one run into this session: each frame is in the file before the next
  /// step begins. For one run only.
  public RunListener record() {
    return new Recorder(this, Recorder.RUN, run -> {});
  }

  /// The stored state of a view, as JSON.
  public Optional<String> view(String name) {
    return read(
        sql -> {
          try (ResultSet row = sql.rows("SELECT state FROM view WHERE name = ?", name)) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
          }
        });
  }

  /// Stores the state of a view.
  ///
  /// @param state JSON; its keys belong to the view
  public void putView(String name, String state) {
    write(
        sql -> sql.change("INSERT OR REPLACE INTO view (name, state) VALUES (?, ?)", name, state));
  }

  /// Saves everything under another name and goes on there; the file so far stays as it is. Runs
  /// that are being recorded go on in the new file.
  ///
  /// @param target an existing file is replaced, once the new one is complete
  /// @throws Problem WRITE if it cannot be written; the session then goes on where it was
  public void saveAs(Path target) {
    place.writeLock().lock();
    try {
      Database old = database;
      database = new SessionFile(target, Schema.PRESENT).copyOf(old);
      old.close();
    } finally {
      place.writeLock().unlock();
    }
  }

  /// Whether there is such a file.
  public static boolean exists(Path file) {
    return Files.exists(file);
  }

  /// Removes a closed session that was made in vain.
  public static void remove(Path file) {
    new SessionFile(file, Schema.PRESENT).remove();
  }

  <T> T read(Database.Work<T> work) {
    return with(d -> d.read(work));
  }

  <T> T write(Database.Work<T> work) {
    return with(d -> d.write(work));
  }

  /// Gives an order to the writing connection, outside of transactions.
  void order(String statement) {
    with(
        d -> {
          d.order(statement);
          return d;
        });
  }

  private <T> T with(Function<Database, T> use) {
    place.readLock().lock();
    try {
      return use.apply(database);
    } finally {
      place.readLock().unlock();
    }
  }

  /// The version of the file's tables.
  int version() {
    return with(Database::version);
  }

  StoredJson json() {
    return json;
  }

  @Override
  public void close() {
    place.writeLock().lock();
    try {
      database.close();
    } finally {
      place.writeLock().unlock();
    }
  }
}
