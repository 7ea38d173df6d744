package dev.unmask.session;

import dev.unmask.job.sweep.SweepJson;
import dev.unmask.job.sweep.SweepRow;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What came of the items of sweeps, as the table `sweep_row` holds it.
final class SweepRowTable {
  private final Session session;
  private final SweepJson json = new SweepJson();

  SweepRowTable(Session session) {
    this.session = session;
  }

  /// The rows of a sweep, in the order of their places.
  List<SweepRow> all(long sweep) {
    return session.read(
        sql -> {
          try (ResultSet rows =
              sql.rows(
                  """
                  SELECT point, repeat, item, skipped, correct, written, words, scores,
                    evaluations, nanos
                  FROM sweep_row WHERE sweep = ? ORDER BY point, repeat, item\
                  """,
                  sweep)) {
            List<SweepRow> all = new ArrayList<>();
            while (rows.next()) {
              all.add(
                  new SweepRow(
                      rows.getInt(1),
                      rows.getInt(2),
                      rows.getInt(3),
                      rows.getBoolean(4),
                      rows.getBoolean(5),
                      rows.getString(6),
                      rows.getString(7),
                      json.scores(rows.getString(8)),
                      rows.getInt(9),
                      rows.getLong(10)));
            }
            return List.copyOf(all);
          }
        });
  }

  /// The places of its rows.
  Set<SweepRow.Key> keys(long sweep) {
    return session.read(
        sql -> {
          try (ResultSet rows =
              sql.rows("SELECT point, repeat, item FROM sweep_row WHERE sweep = ?", sweep)) {
            Set<SweepRow.Key> all = new HashSet<>();
            while (rows.next()) {
              all.add(new SweepRow.Key(rows.getInt(1), rows.getInt(2), rows.getInt(3)));
            }
            return Set.copyOf(all);
          }
        });
  }

  /// Adds rows, in one transaction; those that are there stay as they are.
  void keep(List<SweepRow> rows, long sweep) {
    session.write(
        sql -> {
          for (SweepRow row : rows) {
            sql.change(
                """
                INSERT OR IGNORE INTO sweep_row (sweep, point, repeat, item, skipped, correct, written,
                  words, scores, evaluations, nanos)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
                """,
                sweep,
                row.point(),
                row.repeat(),
                row.item(),
                row.skipped() ? 1 : 0,
                row.right() ? 1 : 0,
                row.written(),
                row.words(),
                json.scores(row.scores()),
                row.evaluations(),
                row.nanos());
          }
          return rows.size();
        });
    session.order("PRAGMA wal_checkpoint(PASSIVE)");
  }
}
