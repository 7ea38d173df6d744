package dev.unmask.session;

import java.sql.SQLException;

/// The row of a model: one for all runs with the same card.
final class ModelRow {
  private ModelRow() {}

  /// Its number; the row is made where there is none.
  ///
  /// @param card as JSON
  static long of(Statements sql, String card) throws SQLException {
    sql.change("INSERT OR IGNORE INTO model (card) VALUES (?)", card);
    return sql.number("SELECT model FROM model WHERE card = ?", card);
  }
}
