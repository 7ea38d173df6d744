package dev.unmask.session;

import dev.unmask.diffusion.Frame;
import dev.unmask.job.RunEnd;
import dev.unmask.job.RunHeader;
import dev.unmask.job.RunListener;
import dev.unmask.job.TokenTexts;
import dev.unmask.network.Beliefs;
import dev.unmask.problem.Problem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// Writes one run into a session: the spec before the first step, then each frame in a transaction
/// of its own, with the texts of the ids that it shows for the first time.
final class Recorder implements RunListener {
  private final Session session;
  private final BitSet stored = new BitSet();
  private @Nullable RunHeader header;
  private long run;
  private long model;

  Recorder(Session session) {
    this.session = session;
  }

  @Override
  public void started(RunHeader started) {
    header = started;
    String spec = session.json().spec(started.spec());
    String card = session.json().card(started.card());
    session.write(
        on -> {
          model = modelRow(on, card);
          run = runRow(on, started, spec);
          BitSet shown = new BitSet();
          mark(shown, started.spec().canvas().ids());
          shown.set(started.card().maskId());
          tokens(on, started.tokens(), shown);
          return run;
        });
  }

  @Override
  public void frame(Frame frame) {
    RunHeader known = header();
    session.write(
        on -> {
          BitSet shown = new BitSet();
          Beliefs beliefs = frame.beliefs();
          mark(shown, frame.ids());
          mark(shown, frame.guess());
          mark(shown, beliefs.candidates());
          mark(shown, beliefs.topIds());
          tokens(on, known.tokens(), shown);
          try (PreparedStatement insert = on.prepareStatement(FrameRow.INSERT)) {
            FrameRow.bind(insert, run, frame);
            return insert.executeUpdate();
          }
        });
  }

  @Override
  public void ended(RunEnd end) {
    if (header == null) {
      return; // It never started: there is no run to end.
    }
    Problem problem = end.problem();
    session.write(
        on -> {
          try (PreparedStatement update =
              on.prepareStatement(
                  """
                  UPDATE run SET ended = ?, outcome = ?, problem_code = ?, problem = ?,
                    remedy = ? WHERE run = ?\
                  """)) {
            update.setString(1, Instant.now().toString());
            update.setString(2, end.outcome().name());
            update.setString(3, problem == null ? null : problem.code().label());
            update.setString(4, problem == null ? null : problem.sentence());
            update.setString(5, problem == null ? null : problem.remedy());
            update.setLong(6, run);
            return update.executeUpdate();
          }
        });
    // From here on even a power cut takes nothing.
    session.settle();
  }

  private RunHeader header() {
    if (header == null) {
      throw new IllegalStateException("a frame before the start");
    }
    return header;
  }

  private static long modelRow(Connection on, String card) throws SQLException {
    try (PreparedStatement insert =
            on.prepareStatement("INSERT OR IGNORE INTO model (card) VALUES (?)");
        PreparedStatement select = on.prepareStatement("SELECT model FROM model WHERE card = ?")) {
      insert.setString(1, card);
      insert.executeUpdate();
      select.setString(1, card);
      try (var row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private long runRow(Connection on, RunHeader started, String spec) throws SQLException {
    try (PreparedStatement insert =
        on.prepareStatement(
            """
            INSERT INTO run (model, title, spec, program, started) VALUES (?, ?, ?, ?, ?)
            RETURNING run\
            """)) {
      insert.setLong(1, model);
      insert.setString(2, started.spec().texts().title());
      insert.setString(3, spec);
      insert.setString(4, started.program());
      insert.setString(5, started.started().toString());
      try (var row = insert.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private void tokens(Connection on, TokenTexts texts, BitSet shown) throws SQLException {
    shown.andNot(stored);
    if (shown.isEmpty()) {
      return;
    }
    try (PreparedStatement insert =
        on.prepareStatement(
            "INSERT OR IGNORE INTO token (model, id, bytes, special) VALUES (?, ?, ?, ?)")) {
      for (int id = shown.nextSetBit(0); id >= 0; id = shown.nextSetBit(id + 1)) {
        insert.setLong(1, model);
        insert.setInt(2, id);
        insert.setBytes(3, texts.bytes(id));
        insert.setInt(4, texts.special(id) ? 1 : 0);
        insert.addBatch();
      }
      insert.executeBatch();
    }
    stored.or(shown);
  }

  private static void mark(BitSet set, int[] ids) {
    for (int id : ids) {
      set.set(id);
    }
  }
}
