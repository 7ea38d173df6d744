package dev.unmask.session;

import dev.unmask.job.RunEnd;
import dev.unmask.job.RunHeader;
import dev.unmask.job.RunListener;
import dev.unmask.job.WritingHeader;
import dev.unmask.job.WritingListener;
import dev.unmask.job.sweep.SweepRow;
import java.sql.ResultSet;
import java.util.HashMap;
import java.util.Map;

/// The items of a sweep whose every step, or every token, was kept: they are replayed without the
/// model, as runs that the list of runs leaves out.
///
/// @param session that holds them
/// @param sweep number of the sweep
public record KeptRuns(Session session, long sweep) {
  /// So many items of each point are kept where nothing else is said.
  public static final int USUAL = 20;

  /// The first version that keeps any.
  private static final int FIRST = 5;

  /// How much was kept.
  ///
  /// @param runs items
  /// @param frames their steps, or tokens
  /// @param bytes of the steps, without the tables around them
  public record Size(int runs, int frames, long bytes) {
    /// In words: `120 runs, 5.1 MB`.
    public String words() {
      return String.format(
          java.util.Locale.ROOT,
          bytes < 100_000 ? "%,d runs, %.2f MB" : "%,d runs, %,.1f MB",
          runs,
          bytes / 1e6);
    }
  }

  /// Numbers of the runs, by the places of their rows.
  public Map<SweepRow.Key, Long> all() {
    if (session.version() < FIRST) {
      return Map.of();
    }
    return session.read(
        sql -> {
          Map<SweepRow.Key, Long> all = new HashMap<>();
          try (ResultSet rows =
              sql.rows("SELECT point, repeat, item, run FROM sweep_run WHERE sweep = ?", sweep)) {
            while (rows.next()) {
              all.put(
                  new SweepRow.Key(rows.getInt(1), rows.getInt(2), rows.getInt(3)),
                  rows.getLong(4));
            }
          }
          return Map.copyOf(all);
        });
  }

  /// What they take.
  public Size size() {
    if (session.version() < FIRST) {
      return new Size(0, 0, 0);
    }
    return session.read(
        sql -> {
          try (ResultSet row =
              sql.rows(
                  """
                  SELECT count(DISTINCT run), count(*), total(bytes) FROM (
                    SELECT run, length(ids) + length(roles) + length(guess) + length(changed)
                      + length(positions) + length(candidates) + length(log_probabilities)
                      + length(entropies) + length(top_ids) + length(top_log_probabilities) AS bytes
                    FROM frame
                    UNION ALL
                    SELECT run, length(chosen) + length(top_ids) + length(top_log_probabilities)
                      + length(times) + length(attempts) + length(accepted) + length(tokens)
                      + length(entropies) + length(guess_ids) + length(guess_log_probabilities)
                      + length(path)
                    FROM flow_frame
                  ) WHERE run IN (SELECT run FROM sweep_run WHERE sweep = ?)\
                  """,
                  sweep)) {
            return new Size(row.getInt(1), row.getInt(2), row.getLong(3));
          }
        });
  }

  /// Begins to keep an item, which was not kept before or is tried anew. It counts once its run has
  /// finished.
  RunListener keep(SweepRow.Key key, RunHeader header) {
    Recorder recorder = new Recorder(session, Recorder.ITEM, run -> put(key, run));
    recorder.started(header);
    return recorder;
  }

  /// The same of an item that is written left to right.
  WritingListener keep(SweepRow.Key key, WritingHeader header) {
    WritingRecorder recorder =
        new WritingRecorder(session, WritingRecorder.ITEM, run -> put(key, run));
    recorder.started(header);
    return recorder;
  }

  private void put(SweepRow.Key key, long run) {
    session.write(
        sql ->
            sql.change(
                "INSERT OR REPLACE INTO sweep_run (sweep, point, repeat, item, run)"
                    + " VALUES (?, ?, ?, ?, ?)",
                sweep,
                key.point(),
                key.repeat(),
                key.item(),
                run));
  }

  /// Takes over what another session kept of the same sweep.
  void merge(KeptRuns others) {
    Map<SweepRow.Key, Long> mine = all();
    others
        .all()
        .forEach(
            (key, run) -> {
              if (!mine.containsKey(key) && others.session().isWriting(run)) {
                WritingListener to = keep(key, others.session().writingHeader(run));
                others.session().flowFrames(run).forEach(to::frame);
                to.ended(RunEnd.finished());
              } else if (!mine.containsKey(key)) {
                RunListener to = keep(key, others.session().header(run));
                others.session().frames(run).forEach(to::frame);
                to.ended(RunEnd.finished());
              }
            });
  }

  /// Removes items that a killed process had begun to keep.
  void tidy() {
    String begun =
        "run WHERE kind IN ('item', 'flow-item') AND run NOT IN (SELECT run FROM sweep_run)";
    session.write(
        sql -> {
          sql.change("DELETE FROM flow_frame WHERE run IN (SELECT run FROM " + begun + ")");
          sql.change("DELETE FROM frame WHERE run IN (SELECT run FROM " + begun + ")");
          return sql.change("DELETE FROM " + begun);
        });
  }
}
