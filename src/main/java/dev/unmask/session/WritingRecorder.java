package dev.unmask.session;

import dev.unmask.flow.FlowEvaluation;
import dev.unmask.flow.FlowFrame;
import dev.unmask.job.RunEnd;
import dev.unmask.job.WritingHeader;
import dev.unmask.job.WritingListener;
import java.util.BitSet;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Writes one text into a session: the spec before the first token, then each token with all its
/// evaluations in a transaction of its own.
final class WritingRecorder implements WritingListener {
  /// What a text is: one that a user asked for, or an item of a sweep.
  static final String TEXT = "flow";

  static final String ITEM = "flow-item";

  private final Session session;
  private final String kind;
  private final LongConsumer finished;
  private final ShownTokens shownTokens = new ShownTokens();
  private @Nullable WritingHeader header;
  private long run;
  private long model;

  /// @param kind [#TEXT] or [#ITEM]
  /// @param finished given the number of the run once it has come to its end
  WritingRecorder(Session session, String kind, LongConsumer finished) {
    this.session = session;
    this.kind = kind;
    this.finished = finished;
  }

  @Override
  public void started(WritingHeader started) {
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
                  started.spec().title(),
                  spec,
                  started.program(),
                  started.started().toString(),
                  kind);
          BitSet shown = new BitSet();
          ShownTokens.mark(shown, started.spec().ids());
          shownTokens.store(sql, model, started.tokens(), shown);
          return run;
        });
  }

  @Override
  public void frame(FlowFrame frame) {
    WritingHeader known = header;
    if (known == null) {
      throw new IllegalStateException("a token before the start");
    }
    session.write(
        sql -> {
          BitSet shown = new BitSet();
          shown.set(frame.token());
          ShownTokens.mark(shown, frame.topIds());
          for (FlowEvaluation evaluation : frame.evaluations()) {
            shown.set(evaluation.token());
            ShownTokens.mark(shown, evaluation.topIds());
          }
          shownTokens.store(sql, model, known.tokens(), shown);
          FlowFrameRow.insert(sql, run, frame);
          return run;
        });
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
  }
}
