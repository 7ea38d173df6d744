package dev.unmask.session;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;

/// An open session file: one connection that writes, one that reads, so that a long look never
/// makes a run wait. Each is used by one thread at a time.
final class Database implements AutoCloseable {
  /// Something to do on a connection.
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final int APPLICATION_ID = 68;

  private final Path file;
  private final int version;
  private final @Nullable SessionLock lock;
  private final @Nullable Connection writer;
  private final Connection reader;

  private Database(
      Path file,
      int version,
      @Nullable SessionLock lock,
      @Nullable Connection writer,
      Connection reader) {
    this.file = file;
    this.version = version;
    this.lock = lock;
    this.writer = writer;
    this.reader = reader;
  }

  /// Makes a new file.
  ///
  /// @throws Problem WRITE if there is one already or it cannot be written
  static Database create(Path file, Schema schema) {
    if (Files.exists(file)) {
      throw new Problem(Code.WRITE, file + " exists already.", "Open it, or choose another name.");
    }
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw new Problem(
          Code.WRITE, "There is no folder " + parent + ".", "Make it, or choose another folder.");
    }
    SessionLock lock = SessionLock.acquire(file);
    Path part = partOf(file);
    try {
      Files.deleteIfExists(part);
      try (Connection fresh = connect(part, "")) {
        schema.migrate(fresh, 0);
      }
      // Only a whole session ever bears the name: a process may be killed at any moment.
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      return writing(file, schema, lock);
    } catch (SQLException | IOException | Problem e) {
      lock.close();
      remove(part);
      throw problem(file, e);
    }
  }

  /// Opens a file for writing, bringing it to the present version; the original of an older one is
  /// kept as `.vN.bak`. A file of a newer version opens for reading only.
  static Database open(Path file, Schema schema) {
    checkIdentity(file);
    try (Connection look = connect(file, readOnlyOptions(file))) {
      if (version(look) > schema.version()) {
        return openReadOnly(file);
      }
    } catch (SQLException e) {
      throw SqlTrouble.problem(file, e);
    }
    SessionLock lock = SessionLock.acquire(file);
    try {
      return writing(file, schema, lock);
    } catch (SQLException | Problem e) {
      lock.close();
      throw problem(file, e);
    }
  }

  /// Opens a file for reading only; needs no right to write anywhere.
  static Database openReadOnly(Path file) {
    checkIdentity(file);
    try {
      Connection reader = connect(file, readOnlyOptions(file));
      return new Database(file, version(reader), null, null, reader);
    } catch (SQLException e) {
      throw SqlTrouble.problem(file, e);
    }
  }

  private static Database writing(Path file, Schema schema, SessionLock lock) throws SQLException {
    Connection writer = connect(file, "");
    try {
      int found = version(writer);
      if (found < schema.version()) {
        keepOriginal(file, writer, found);
        schema.migrate(writer, found);
      }
      return new Database(file, schema.version(), lock, writer, connect(file, ""));
    } catch (SQLException | Problem e) {
      closeQuietly(writer);
      throw e;
    }
  }

  private static int version(Connection connection) throws SQLException {
    try (Statement sql = connection.createStatement();
        ResultSet row = sql.executeQuery("PRAGMA user_version")) {
      return row.next() ? row.getInt(1) : 0;
    }
  }

  private static Problem problem(Path file, Exception e) {
    return switch (e) {
      case Problem p -> p;
      case SQLException s -> SqlTrouble.problem(file, s);
      default ->
          new Problem(
              Code.WRITE,
              file + " cannot be written.",
              "Check the rights and space of its folder, or choose another one.",
              e);
    };
  }

  private static Path partOf(Path file) {
    return file.resolveSibling("." + file.getFileName() + ".part");
  }

  private static void keepOriginal(Path file, Connection writer, int version) throws SQLException {
    try (Statement sql = writer.createStatement()) {
      sql.execute("PRAGMA wal_checkpoint(TRUNCATE)");
      Path kept = file.resolveSibling(file.getFileName() + ".v" + version + ".bak");
      Files.copy(file, kept, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new Problem(
          Code.WRITE,
          file + " comes from an older Unmask and a copy of it cannot be kept.",
          "Check the rights and space of its folder.",
          e);
    }
  }

  /// A file in a folder that cannot be written has no place for SQLite's shared index: it is then
  /// read as it stands, which is right as long as no log of changes lies beside it.
  private static String readOnlyOptions(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    boolean log = Files.exists(file.resolveSibling(file.getFileName() + "-wal"));
    boolean still = !log && (folder == null || !Files.isWritable(folder));
    return still ? "?mode=ro&immutable=1" : "?mode=ro";
  }

  private static Connection connect(Path file, String options) throws SQLException {
    // A URI, so that no character of a path is taken for an option.
    String url = JDBC.PREFIX + "file:" + file.toAbsolutePath().toUri().getRawPath() + options;
    Properties settings = new Properties();
    settings.setProperty("busy_timeout", "5000");
    Connection connection = JDBC.createConnection(url, settings);
    try (Statement sql = connection.createStatement()) {
      if (options.isEmpty()) {
        sql.execute("PRAGMA journal_mode = WAL");
        // In WAL mode a crash of the program loses nothing; a power cut may lose the last frames.
        sql.execute("PRAGMA synchronous = NORMAL");
        sql.execute("PRAGMA foreign_keys = ON");
      }
      sql.execute("SELECT count(*) FROM sqlite_schema");
      return connection;
    } catch (SQLException e) {
      closeQuietly(connection);
      throw e;
    }
  }

  /// Tells a session from other files by its first bytes, before SQLite may do anything to it.
  private static void checkIdentity(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new Problem(
          Code.NOT_FOUND, "There is no file " + file + ".", "Check the path of the session.");
    }
    ByteBuffer head = ByteBuffer.allocate(100);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (head.hasRemaining() && channel.read(head) >= 0) {}
    } catch (IOException e) {
      throw new Problem(Code.READ, file + " cannot be read.", "Check the rights of the file.", e);
    }
    boolean ours =
        !head.hasRemaining()
            && head.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))
            && head.getInt(APPLICATION_ID) == Schema.APPLICATION_ID;
    if (!ours) {
      throw new Problem(
          Code.SESSION,
          file + " is not an Unmask session.",
          "Choose a file that Unmask has saved, usually named *.unmask.");
    }
  }

  Path file() {
    return file;
  }

  int version() {
    return version;
  }

  boolean readOnly() {
    return writer == null;
  }

  <T> T read(Work<T> work) {
    synchronized (reader) {
      try {
        return work.on(reader);
      } catch (SQLException e) {
        throw SqlTrouble.problem(file, e);
      }
    }
  }

  /// Does all of the work or nothing of it.
  <T> T write(Work<T> work) {
    if (writer == null) {
      throw new Problem(
          Code.WRITE, file + " is open for reading only.", "Save it under another name first.");
    }
    synchronized (writer) {
      try (Statement sql = writer.createStatement()) {
        sql.execute("BEGIN IMMEDIATE");
        try {
          T result = work.on(writer);
          sql.execute("COMMIT");
          return result;
        } catch (SQLException | RuntimeException e) {
          rollback(sql);
          throw e;
        }
      } catch (SQLException e) {
        throw SqlTrouble.problem(file, e);
      }
    }
  }

  /// A copy of everything in a new place, open for writing.
  Database copyTo(Path target) {
    if (Files.exists(target) && same(target)) {
      throw new Problem(
          Code.WRITE, target + " is this session already.", "Nothing needs to be saved.");
    }
    SessionLock targetLock = SessionLock.acquire(target);
    Path part = partOf(target);
    try {
      Files.deleteIfExists(part);
      execute(writer == null ? reader : writer, "VACUUM INTO '" + quoted(part) + "'");
      try (FileChannel written = FileChannel.open(part, StandardOpenOption.WRITE)) {
        written.force(true);
      }
      // A log that belongs to a file which is now replaced would be played into the new one.
      for (String left : new String[] {"-wal", "-shm"}) {
        Files.deleteIfExists(target.resolveSibling(target.getFileName() + left));
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return writing(target, Schema.PRESENT, targetLock);
    } catch (SQLException | IOException | Problem e) {
      targetLock.close();
      remove(part);
      throw problem(target, e);
    }
  }

  private boolean same(Path target) {
    try {
      return Files.isSameFile(target, file);
    } catch (IOException e) {
      return false;
    }
  }

  private static String quoted(Path path) {
    return path.toAbsolutePath().toString().replace("'", "''");
  }

  private static void remove(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // A part that cannot be removed is in nobody's way: the next save replaces it.
      return;
    }
  }

  private static void rollback(Statement sql) {
    try {
      sql.execute("ROLLBACK");
    } catch (SQLException e) {
      // SQLite has already rolled back by itself, as it does when the disk is full.
      return;
    }
  }

  /// Runs one statement outside a transaction on the writing connection.
  void execute(String statement) {
    if (writer != null) {
      execute(writer, statement);
    }
  }

  private void execute(Connection connection, String statement) {
    synchronized (connection) {
      try (Statement sql = connection.createStatement()) {
        sql.execute(statement);
      } catch (SQLException e) {
        throw SqlTrouble.problem(file, e);
      }
    }
  }

  private static void closeQuietly(@Nullable Connection connection) {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        // Every transaction is committed: nothing is lost with a connection.
        return;
      }
    }
  }

  @Override
  public void close() {
    synchronized (reader) {
      closeQuietly(reader);
    }
    if (writer != null) {
      synchronized (writer) {
        closeQuietly(writer);
      }
    }
    if (lock != null) {
      lock.close();
    }
  }
}
