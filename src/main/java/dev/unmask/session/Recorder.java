package dev.unmask.session;

import dev.unmask.diffusion.Frame;
import dev.unmask.job.RunEnd;
import dev.unmask.job.RunHeader;
import dev.unmask.job.RunListener;
import dev.unmask.network.Beliefs;
import java.util.BitSet;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Writes one run into a session: the spec before the first step, then each frame in a transaction
/// of its own, with the texts of the ids that it shows for the first time.
final class Recorder implements RunListener {
  private static final long SETTLE_NANOS = 20_000_000_000L;

  /// What a run is: one that a user asked for, or an item of a sweep.
  static final String RUN = "denoise";

  static final String ITEM = "item";

  private final Session session;
  private final String kind;
  private final LongConsumer finished;
  private final ShownTokens shownTokens = new ShownTokens();
  private @Nullable RunHeader header;
  private long run;
  private long model;
  private long settled;

  /// @param kind [#RUN] or [#ITEM]
  /// @param finished given the number of the run once it has come to its end
  Recorder(Session session, String kind, LongConsumer finished) {
    this.session = session;
    this.kind = kind;
    this.finished = finished;
  }

  @Override
  public void started(RunHeader started) {
    header = started;
    String spec = session.json().spec(started.spec());
    String card = session.json().card(started.card());
    session.write(
        sql -> {
          model = ModelRow.of(sql, card);
          run =
              sql.number(
                  """
                  INSERT INTO run (model, title, spec, program, started, kind)
                  VALUES (?, ?, ?, ?, ?, ?) RETURNING run\
                  """,
                  model,
                  started.spec().texts().title(),
                  spec,
                  started.program(),
                  started.started().toString(),
                  kind);
          BitSet shown = new BitSet();
          ShownTokens.mark(shown, started.spec().canvas().ids());
          shown.set(started.card().maskId());
          shownTokens.store(sql, model, started.tokens(), shown);
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
          ShownTokens.mark(shown, frame.ids());
          ShownTokens.mark(shown, frame.guess());
          ShownTokens.mark(shown, beliefs.candidates());
          ShownTokens.mark(shown, beliefs.topIds());
          shownTokens.store(sql, model, known.tokens(), shown);
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
    session.ended(run, end);
    if (end.outcome() == RunEnd.Outcome.FINISHED) {
      finished.accept(run);
    }
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
}
