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
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.sqlite.JDBC;

/// A session file on disk: made whole or not at all, recognised before it is touched, brought up to
/// date with its original kept, copied without loss.
///
/// @param path where it lies
/// @param schema the tables that this program knows
record SessionFile(Path path, Schema schema) {
  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER_LENGTH = 100;
  private static final int USER_VERSION = 60;
  private static final int APPLICATION_ID = 68;

  /// Refuses what neither [#create] nor [#open] would take, as far as can be told without changing
  /// anything.
  void checkTarget() {
    if (Files.exists(path)) {
      checkIdentity();
      if (head().getInt(USER_VERSION) > schema.version()) {
        throw new Problem(
            Code.WRITE,
            path + " was made by a newer Unmask and can only be read.",
            "Choose another session, or use the newer Unmask.");
      }
    }
    Path folder = folder();
    if (!Files.isWritable(folder) || (Files.exists(path) && !Files.isWritable(path))) {
      throw new Problem(
          Code.WRITE,
          path + " cannot be written.",
          "Check the rights of the file and its folder, or choose another folder.");
    }
  }

  boolean looksLikeOne() {
    return Files.isRegularFile(path) && (path.toString().endsWith(".unmask") || isSession(head()));
  }

  /// Makes a new file.
  ///
  /// @throws Problem WRITE if there is one already or it cannot be written
  Database create() {
    if (Files.exists(path)) {
      throw new Problem(Code.WRITE, path + " exists already.", "Open it, or choose another name.");
    }
    folder();
    SessionLock lock = SessionLock.acquire(path);
    try {
      Files.deleteIfExists(part());
      try (Statements fresh = connect(part(), "")) {
        schema.migrate(fresh, 0);
      }
      // Only a whole session ever bears the name: a process may be killed at any moment.
      Files.move(part(), path, StandardCopyOption.ATOMIC_MOVE);
      return writing(lock);
    } catch (SQLException | IOException | Problem e) {
      throw givenUp(lock, e);
    }
  }

  /// Opens the file for writing, bringing it to the present version; the original of an older one
  /// is kept as `.vN.bak`. A file of a newer version opens for reading only.
  Database open() {
    checkIdentity();
    try (Statements look = connect(path, readOnlyOptions())) {
      if (version(look) > schema.version()) {
        return openReadOnly();
      }
    } catch (SQLException e) {
      throw SqlTrouble.problem(path, e);
    }
    SessionLock lock = SessionLock.acquire(path);
    try {
      return writing(lock);
    } catch (SQLException | Problem e) {
      throw givenUp(lock, e);
    }
  }

  /// Opens the file for reading only; needs no right to write anywhere.
  Database openReadOnly() {
    checkIdentity();
    try {
      Statements reader = connect(path, readOnlyOptions());
      return new Database(path, version(reader), null, null, reader);
    } catch (SQLException e) {
      tidy();
      throw SqlTrouble.problem(path, e);
    }
  }

  /// Removes the file with everything beside it.
  void remove() {
    try {
      for (Path each : List.of(path, beside("-wal"), beside("-shm"))) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      // It holds nothing: the next program that opens it fills it.
      return;
    }
  }

  /// Removes what SQLite laid beside a file that was only read: an empty log and its index, which a
  /// reader makes and may not remove. A writer's log is never touched, and where somebody else
  /// still reads, SQLite leaves everything as it is.
  void tidy() {
    try {
      if (Files.isRegularFile(beside("-wal")) && Files.size(beside("-wal")) == 0) {
        connect(path, "?mode=rw").close();
      }
    } catch (SQLException | IOException e) {
      // They are in nobody's way: the next program that opens the file takes them over.
      return;
    }
  }

  /// Fills this file with everything in another, and opens it for writing. A file that is there is
  /// replaced once the new one is complete.
  Database copyOf(Database source) {
    if (same(source.file())) {
      throw new Problem(Code.WRITE, path + " is this session already.", "It is saved as it is.");
    }
    SessionLock lock = SessionLock.acquire(path);
    try {
      Files.deleteIfExists(part());
      source.order("VACUUM INTO '" + part().toAbsolutePath().toString().replace("'", "''") + "'");
      try (FileChannel written = FileChannel.open(part(), StandardOpenOption.WRITE)) {
        written.force(true);
      }
      // A log that belongs to a file which is now replaced would be played into the new one.
      Files.deleteIfExists(beside("-wal"));
      Files.deleteIfExists(beside("-shm"));
      Files.move(part(), path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      if (source.version() > schema.version()) {
        lock.close();
        return openReadOnly();
      }
      return writing(lock);
    } catch (SQLException | IOException | Problem e) {
      throw givenUp(lock, e);
    }
  }

  private Database writing(SessionLock lock) throws SQLException {
    Statements writer = connect(path, "");
    try {
      int found = version(writer);
      if (found < schema.version()) {
        keepOriginal(writer, found);
        schema.migrate(writer, found);
      }
      return new Database(path, schema.version(), lock, writer, connect(path, ""));
    } catch (SQLException | Problem e) {
      writer.close();
      throw e;
    }
  }

  private void keepOriginal(Statements writer, int version) throws SQLException {
    try {
      writer.once("PRAGMA wal_checkpoint(TRUNCATE)");
      Files.copy(path, beside(".v" + version + ".bak"), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new Problem(
          Code.WRITE,
          path + " comes from an older Unmask and a copy of it cannot be kept.",
          "Check the rights and space of its folder.",
          e);
    }
  }

  private Problem givenUp(SessionLock lock, Exception e) {
    lock.close();
    try {
      Files.deleteIfExists(part());
    } catch (IOException ignored) {
      // A part that cannot be removed is in nobody's way: the next save replaces it.
    }
    return switch (e) {
      case Problem p -> p;
      case SQLException s -> SqlTrouble.problem(path, s);
      default ->
          new Problem(
              Code.WRITE,
              path + " cannot be written.",
              "Check the rights and space of its folder, or choose another one.",
              e);
    };
  }

  private Path folder() {
    Path parent = path.toAbsolutePath().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw new Problem(
          Code.WRITE, "There is no folder " + parent + ".", "Make it, or choose another folder.");
    }
    return parent;
  }

  /// Tells a session from other files by its first bytes, before SQLite may do anything to it.
  private void checkIdentity() {
    if (!Files.isRegularFile(path)) {
      String says =
          Files.isDirectory(path)
              ? path + " is a folder."
              : Files.exists(path) ? path + " is no file." : "There is no file " + path + ".";
      throw new Problem(Code.NOT_FOUND, says, "Check the path of the session.");
    }
    if (!isSession(head())) {
      throw new Problem(
          Code.SESSION,
          path + " is not an Unmask session.",
          "Choose a file that Unmask has saved, usually named *.unmask.");
    }
  }

  private ByteBuffer head() {
    ByteBuffer head = ByteBuffer.allocate(HEADER_LENGTH);
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      while (head.hasRemaining() && channel.read(head) >= 0) {}
      return head;
    } catch (IOException e) {
      throw new Problem(Code.READ, path + " cannot be read.", "Check the rights of the file.", e);
    }
  }

  private static boolean isSession(ByteBuffer head) {
    return !head.hasRemaining()
        && head.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))
        && head.getInt(APPLICATION_ID) == Schema.APPLICATION_ID;
  }

  /// A file in a folder that cannot be written has no place for SQLite's shared index: it is then
  /// read as it stands, which is right as long as no log of changes lies beside it.
  private String readOnlyOptions() {
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null && Files.isWritable(folder)) {
      return "?mode=ro";
    }
    if (Files.exists(beside("-wal"))) {
      throw new Problem(
          Code.READ,
          path + " was not closed by the program that wrote it, and its folder cannot be written.",
          "Copy it together with its -wal file to a folder of your own and open it there.");
    }
    return "?mode=ro&immutable=1";
  }

  private static Statements connect(Path file, String options) throws SQLException {
    // A URI, so that no character of a path is taken for an option.
    String url = JDBC.PREFIX + "file:" + file.toAbsolutePath().toUri().getRawPath() + options;
    Properties settings = new Properties();
    settings.setProperty("busy_timeout", "5000");
    Statements sql = new Statements(JDBC.createConnection(url, settings));
    try {
      if (options.isEmpty()) {
        sql.once("PRAGMA journal_mode = WAL");
        // In WAL mode a crash of the program loses nothing. A power cut loses what was written
        // since
        // the log was last brought into the file; that is done by the recorder, between steps.
        sql.once("PRAGMA synchronous = NORMAL");
        sql.once("PRAGMA wal_autocheckpoint = 0");
        sql.once("PRAGMA foreign_keys = ON");
      }
      sql.number("SELECT count(*) FROM sqlite_schema");
      return sql;
    } catch (SQLException e) {
      sql.close();
      throw e;
    }
  }

  private static int version(Statements sql) throws SQLException {
    return sql.number("PRAGMA user_version");
  }

  private boolean same(Path other) {
    try {
      return Files.exists(path) && Files.isSameFile(path, other);
    } catch (IOException e) {
      return false;
    }
  }

  private Path part() {
    return path.resolveSibling("." + path.getFileName() + ".part");
  }

  private Path beside(String suffix) {
    return path.resolveSibling(path.getFileName() + suffix);
  }
}
