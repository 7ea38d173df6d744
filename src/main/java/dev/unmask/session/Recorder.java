package dev.unmask.session;

import dev.unmask.diffusion.Frame;
import dev.unmask.job.RunEnd;
import dev.unmask.job.RunHeader;
import dev.unmask.job.RunListener;
import dev.unmask.job.TokenTexts;
import dev.unmask.network.Beliefs;
import dev.unmask.problem.Problem;
import java.sql.SQLException;
import java.time.Instant;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// Writes one run into a session: the spec before the first step, then each frame in a transaction
/// of its own, with the texts of the ids that it shows for the first time.
final class Recorder implements RunListener {
  private static final long SETTLE_NANOS = 20_000_000_000L;

  private final Session session;
  private final BitSet stored = new BitSet();
  private @Nullable RunHeader header;
  private long run;
  private long model;
  private long settled;

  Recorder(Session session) {
    this.session = session;
  }

  @Override
  public void started(RunHeader started) {
    header = started;
    String spec = session.json().spec(started.spec());
    String card = session.json().card(started.card());
    session.write(
        sql -> {
          sql.change("INSERT OR IGNORE INTO model (card) VALUES (?)", card);
          model = sql.number("SELECT model FROM model WHERE card = ?", card);
          run =
              sql.number(
                  """
                  INSERT INTO run (model, title, spec, program, started) VALUES (?, ?, ?, ?, ?)
                  RETURNING run\
                  """,
                  model,
                  started.spec().texts().title(),
                  spec,
                  started.program(),
                  started.started().toString());
          BitSet shown = new BitSet();
          mark(shown, started.spec().canvas().ids());
          shown.set(started.card().maskId());
          tokens(sql, started.tokens(), shown);
          return run;
        });
    settled = System.nanoTime();
  }

  @Override
  public void frame(Frame frame) {
    RunHeader known = header();
    session.write(
        sql -> {
          BitSet shown = new BitSet();
          Beliefs beliefs = frame.beliefs();
          mark(shown, frame.ids());
          mark(shown, frame.guess());
          mark(shown, beliefs.candidates());
          mark(shown, beliefs.topIds());
          tokens(sql, known.tokens(), shown);
          FrameRow.insert(sql, run, frame);
          return run;
        });
    if (System.nanoTime() - settled > SETTLE_NANOS) {
      settle();
    }
  }

  @Override
  public void ended(RunEnd end) {
    if (header == null) {
      return; // It never started: there is no run to end.
    }
    Problem problem = end.problem();
    session.write(
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
    settle();
  }

  /// Brings the log into the file: from here on even a power cut takes nothing. It waits for the
  /// disk, so it is done now and then and not for every frame.
  private void settle() {
    session.order("PRAGMA wal_checkpoint(PASSIVE)");
    settled = System.nanoTime();
  }

  private RunHeader header() {
    if (header == null) {
      throw new IllegalStateException("a frame before the start");
    }
    return header;
  }

  private void tokens(Statements sql, TokenTexts texts, BitSet shown) throws SQLException {
    shown.andNot(stored);
    for (int id = shown.nextSetBit(0); id >= 0; id = shown.nextSetBit(id + 1)) {
      sql.change(
          "INSERT OR IGNORE INTO token (model, id, bytes, special) VALUES (?, ?, ?, ?)",
          model,
          id,
          texts.bytes(id),
          texts.special(id) ? 1 : 0);
    }
    stored.or(shown);
  }

  private static void mark(BitSet set, int[] ids) {
    for (int id : ids) {
      set.set(id);
    }
  }
}
