package dev.unmask.session;

import dev.unmask.diffusion.Frame;
import dev.unmask.flow.FlowFrame;
import dev.unmask.job.ModelCard;
import dev.unmask.job.RunEnd;
import dev.unmask.job.RunHeader;
import dev.unmask.job.RunListener;
import dev.unmask.job.WritingHeader;
import dev.unmask.job.WritingListener;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/// An open session file: runs, their frames, and the state of the view.
///
/// Safe for use by several threads: a run may be recorded while another thread reads. Everything
/// that was recorded is in the file at once; there is nothing to save at the end.
public final class Session implements AutoCloseable {
  /// The first version that knows flow models.
  private static final int FLOWS = 4;

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
    return read(
        sql -> {
          try (ResultSet rows =
              sql.rows(
                  """
                  SELECT run, title, json_extract(card, '$.name'), started, outcome, problem,
                    (SELECT count(*) FROM frame WHERE frame.run = run.run),
                    json_extract(spec, '$.settings.steps'),
                    json_extract(spec, '$.settings.sampler'),
                    json_extract(spec, '$.settings.seed'),
                    ifnull(json_extract(spec, '$.settings.cache') IN ('prefix', 'dual'), 0)
                  FROM run JOIN model USING (model) %s ORDER BY run\
                  """
                      .formatted(flows() ? "WHERE kind = 'denoise'" : ""))) {
            List<RunSummary> runs = new ArrayList<>();
            while (rows.next()) {
              runs.add(summary(rows));
            }
            return List.copyOf(runs);
          }
        });
  }

  /// Whether the file is of a version that knows flow models.
  private boolean flows() {
    return with(Database::version) >= FLOWS;
  }

  /// The texts that flow models wrote, oldest first. They share their numbers with [#runs].
  public List<WritingSummary> writings() {
    if (!flows()) {
      return List.of();
    }
    return read(
        sql -> {
          try (ResultSet rows =
              sql.rows(
                  """
                  SELECT run, title, json_extract(card, '$.name'), started, outcome, problem,
                    (SELECT count(*) FROM flow_frame WHERE flow_frame.run = run.run),
                    json_extract(spec, '$.settings.solver'),
                    json_extract(spec, '$.settings.steps'),
                    json_extract(spec, '$.settings.seed')
                  FROM run JOIN model USING (model) WHERE kind = 'flow' ORDER BY run\
                  """)) {
            List<WritingSummary> all = new ArrayList<>();
            while (rows.next()) {
              String outcome = rows.getString(5);
              all.add(
                  new WritingSummary(
                      rows.getLong(1),
                      rows.getString(2),
                      rows.getString(3),
                      Instant.parse(rows.getString(4)),
                      outcome == null ? null : RunEnd.Outcome.valueOf(outcome),
                      rows.getString(6),
                      rows.getInt(7),
                      rows.getString(8),
                      rows.getInt(9),
                      rows.getLong(10)));
            }
            return List.copyOf(all);
          }
        });
  }

  /// What was asked of a flow model, and what its ids look like.
  ///
  /// @throws Problem NOT_FOUND if there is no such text
  public WritingHeader writingHeader(long run) {
    return asked(
        run,
        row ->
            new WritingHeader(
                json.writing(row.spec()), row.card(), row.tokens(), row.started(), row.program()));
  }

  /// All tokens of a text that a flow model wrote, first token first.
  ///
  /// @throws Problem SESSION if one was changed after it was written
  public List<FlowFrame> flowFrames(long run) {
    return read(
        sql -> {
          try (ResultSet rows = sql.rows(FlowFrameRow.SELECT + " ORDER BY token", run)) {
            List<FlowFrame> frames = new ArrayList<>();
            while (rows.next()) {
              frames.add(FlowFrameRow.read(rows));
            }
            return List.copyOf(frames);
          }
        });
  }

  /// A listener that writes one text of a flow model into this session: each token is in the file
  /// before the next begins. For one text only.
  public WritingListener recordWriting() {
    return new WritingRecorder(this);
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

  private static RunSummary summary(ResultSet row) throws SQLException {
    String outcome = row.getString(5);
    return new RunSummary(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        Instant.parse(row.getString(4)),
        outcome == null ? null : RunEnd.Outcome.valueOf(outcome),
        row.getString(6),
        row.getInt(7),
        row.getInt(8),
        row.getString(9),
        row.getLong(10),
        row.getBoolean(11));
  }

  /// What was asked in a run, of which model, and what its ids look like.
  ///
  /// @throws Problem NOT_FOUND if there is no such run
  public RunHeader header(long run) {
    return asked(
        run,
        row ->
            new RunHeader(
                json.spec(row.spec()), row.card(), row.tokens(), row.started(), row.program()));
  }

  /// A row of the table `run`.
  private record Asked(
      String spec, ModelCard card, StoredTokens tokens, Instant started, String program) {}

  private <T> T asked(long run, Function<Asked, T> made) {
    return made.apply(
        read(
            sql -> {
              try (ResultSet row =
                  sql.rows(
                      """
                      SELECT spec, card, model, started, program
                      FROM run JOIN model USING (model) WHERE run = ?\
                      """,
                      run)) {
                if (!row.next()) {
                  throw missing("run " + run);
                }
                return new Asked(
                    row.getString(1),
                    json.card(row.getString(2)),
                    tokens(sql, row.getLong(3)),
                    Instant.parse(row.getString(4)),
                    row.getString(5));
              }
            }));
  }

  private static StoredTokens tokens(Statements sql, long model) throws SQLException {
    Map<Integer, StoredTokens.Token> tokens = new HashMap<>();
    try (ResultSet rows = sql.rows("SELECT id, bytes, special FROM token WHERE model = ?", model)) {
      while (rows.next()) {
        byte[] bytes = rows.getBytes(2);
        tokens.put(
            rows.getInt(1),
            new StoredTokens.Token(bytes == null ? new byte[0] : bytes, rows.getInt(3) != 0));
      }
    }
    return new StoredTokens(tokens);
  }

  /// One frame.
  ///
  /// @param step 1 to the number of stored frames
  /// @throws Problem NOT_FOUND if there is none, SESSION if it was changed after it was written
  public Frame frame(long run, int step) {
    List<Frame> found =
        select(FrameRow.select(with(Database::version)) + " AND step = ?", run, step);
    if (found.isEmpty()) {
      throw missing("step %d of run %d".formatted(step, run));
    }
    return found.getFirst();
  }

  /// All frames of a run, first step first; fewer than its steps if it did not finish.
  ///
  /// @throws Problem SESSION if one was changed after it was written
  public List<Frame> frames(long run) {
    return select(FrameRow.select(with(Database::version)) + " ORDER BY step", run);
  }

  private List<Frame> select(String query, Object... values) {
    return read(
        sql -> {
          try (ResultSet rows = sql.rows(query, values)) {
            List<Frame> frames = new ArrayList<>();
            while (rows.next()) {
              frames.add(FrameRow.read(rows));
            }
            return List.copyOf(frames);
          }
        });
  }

  /// A listener that writes one run into this session: each frame is in the file before the next
  /// step begins. For one run only.
  public RunListener record() {
    return new Recorder(this);
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

  StoredJson json() {
    return json;
  }

  private static Problem missing(String what) {
    return new Problem(
        Code.NOT_FOUND,
        "The session has no " + what + ".",
        "List its runs with `unmask inspect FILE`.");
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
