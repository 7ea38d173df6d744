package dev.unmask.session;

import dev.unmask.diffusion.Frame;
import dev.unmask.flow.FlowFrame;
import dev.unmask.job.ModelCard;
import dev.unmask.job.RunEnd;
import dev.unmask.job.RunHeader;
import dev.unmask.job.WritingHeader;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/// Reads runs and their frames from the tables of a session, whatever its version. What is read is
/// described at [Session].
///
/// @param session whose file is read
record StoredRuns(Session session) {
  /// The first version that knows flow models.
  private static final int FLOWS = 4;

  List<RunSummary> runs() {
    return session.read(
        sql -> {
          try (ResultSet rows =
              sql.rows(
                  """
                  SELECT run, title, ifnull(json_extract(card, '$.name'), ''), started, outcome, problem,
                    (SELECT count(*) FROM frame WHERE frame.run = run.run),
                    json_extract(spec, '$.settings.steps'),
                    ifnull(json_extract(spec, '$.settings.sampler'), ''),
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

  private boolean flows() {
    return session.version() >= FLOWS;
  }

  List<WritingSummary> writings() {
    if (!flows()) {
      return List.of();
    }
    return session.read(
        sql -> {
          try (ResultSet rows =
              sql.rows(
                  """
                  SELECT run, title, ifnull(json_extract(card, '$.name'), ''), started, outcome, problem,
                    (SELECT count(*) FROM flow_frame WHERE flow_frame.run = run.run),
                    ifnull(json_extract(spec, '$.settings.solver'), ''),
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
                      Objects.requireNonNull(rows.getString(2)),
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

  boolean isWriting(long run) {
    return flows()
        && session.read(
            sql ->
                sql.number(
                        "SELECT count(*) FROM run WHERE run = ? AND kind IN ('flow', 'flow-item')",
                        run)
                    > 0);
  }

  WritingHeader writingHeader(long run) {
    return asked(
        run,
        row ->
            new WritingHeader(
                session.json().writing(row.spec()),
                row.card(),
                row.tokens(),
                row.started(),
                row.program()));
  }

  List<FlowFrame> flowFrames(long run) {
    return session.read(
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

  private static RunSummary summary(ResultSet row) throws SQLException {
    String outcome = row.getString(5);
    return new RunSummary(
        row.getLong(1),
        Objects.requireNonNull(row.getString(2)),
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

  RunHeader header(long run) {
    return asked(
        run,
        row ->
            new RunHeader(
                session.json().spec(row.spec()),
                row.card(),
                row.tokens(),
                row.started(),
                row.program()));
  }

  private record Asked(
      String spec, ModelCard card, StoredTokens tokens, Instant started, String program) {}

  private <T> T asked(long run, Function<Asked, T> made) {
    return made.apply(
        session.read(
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
                    Objects.requireNonNull(row.getString(1)),
                    session.json().card(row.getString(2)),
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

  Frame frame(long run, int step) {
    List<Frame> found = select(FrameRow.select(session.version()) + " AND step = ?", run, step);
    if (found.isEmpty()) {
      throw missing("step %d of run %d".formatted(step, run));
    }
    return found.getFirst();
  }

  List<Frame> frames(long run) {
    return select(FrameRow.select(session.version()) + " ORDER BY step", run);
  }

  private List<Frame> select(String query, Object... values) {
    return session.read(
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

  private static Problem missing(String what) {
    return new Problem(
        Code.NOT_FOUND,
        "The session has no " + what + ".",
        "List its runs with `unmask inspect FILE`.");
  }
}
