package dev.unmask.session;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;

/// The connections to one session file: one that writes, one that reads, so that a long look never
/// makes a run wait. Each is used by one thread at a time.
final class Database implements AutoCloseable {
  /// Something to do on a connection.
  interface Work<T> {
    T on(Statements sql) throws SQLException;
  }

  private final Path file;
  private final int version;
  private final @Nullable SessionLock lock;
  private final @Nullable Statements writer;
  private final Statements reader;

  /// @param lock held while it is open for writing, else null
  /// @param writer null if it is open for reading only
  Database(
      Path file,
      int version,
      @Nullable SessionLock lock,
      @Nullable Statements writer,
      Statements reader) {
    this.file = file;
    this.version = version;
    this.lock = lock;
    this.writer = writer;
    this.reader = reader;
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
      } catch (DateTimeException
          | IllegalArgumentException
          | IndexOutOfBoundsException
          | NullPointerException e) {
        throw SqlTrouble.strange(file, e);
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
      try {
        return writer.transaction(work);
      } catch (SQLException e) {
        throw SqlTrouble.problem(file, e);
      }
    }
  }

  /// Gives one order outside of transactions, to the writing connection if there is one.
  void order(String statement) {
    Statements to = writer == null ? reader : writer;
    synchronized (to) {
      try {
        to.once(statement);
      } catch (SQLException e) {
        throw SqlTrouble.problem(file, e);
      }
    }
  }

  @Override
  public void close() {
    synchronized (reader) {
      reader.close();
    }
    if (writer != null) {
      synchronized (writer) {
        writer.close();
      }
    }
    if (lock != null) {
      lock.close();
    }
    if (writer == null) {
      new SessionFile(file, Schema.PRESENT).tidy();
    }
  }
}
