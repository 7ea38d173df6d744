package dev.unmask.session;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A connection that prepares each statement once: preparing costs more than storing a small frame.
///
/// For one thread at a time.
final class Statements implements AutoCloseable {
  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  Statements(Connection connection) {
    this.connection = connection;
  }

  /// The statement of a text, with these values in its places; kept for the next time.
  ///
  /// @param values texts, numbers, blobs or null
  PreparedStatement of(String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  /// The rows that a query gives; to be closed.
  ResultSet rows(String sql, @Nullable Object... values) throws SQLException {
    return of(sql, values).executeQuery();
  }

  /// Runs a statement that changes something.
  ///
  /// @return number of rows changed
  int change(String sql, @Nullable Object... values) throws SQLException {
    return of(sql, values).executeUpdate();
  }

  /// Runs a statement once, by itself: the driver leaves prepared statements open after they
  /// changed something or failed, and some orders need that none is.
  void once(String sql) throws SQLException {
    forget();
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// The number in the first column of the first row, or 0.
  int number(String sql, @Nullable Object... values) throws SQLException {
    try (ResultSet row = rows(sql, values)) {
      return row.next() ? row.getInt(1) : 0;
    }
  }

  /// Does all of the work or nothing of it.
  <T> T transaction(Database.Work<T> work) throws SQLException {
    change("BEGIN IMMEDIATE");
    try {
      T result = work.on(this);
      change("COMMIT");
      return result;
    } catch (SQLException | RuntimeException e) {
      rollback();
      throw e;
    }
  }

  private void rollback() {
    try {
      once("ROLLBACK");
    } catch (SQLException e) {
      // SQLite has already rolled back by itself, as it does when the disk is full.
      return;
    }
  }

  private void forget() throws SQLException {
    for (PreparedStatement statement : prepared.values()) {
      statement.close();
    }
    prepared.clear();
  }

  @Override
  public void close() {
    try {
      forget();
      connection.close();
    } catch (SQLException e) {
      // Every transaction is committed or rolled back: nothing is lost with a connection.
      return;
    }
  }
}
