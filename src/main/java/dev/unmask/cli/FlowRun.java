package dev.unmask.cli;

import dev.unmask.flow.FlowEvaluation;
import dev.unmask.flow.FlowFrame;
import dev.unmask.flow.Integration;
import dev.unmask.job.FlowWriting;
import dev.unmask.job.Generation;
import dev.unmask.job.LoadedWriter;
import dev.unmask.job.Worker;
import dev.unmask.job.WriteSpec;
import dev.unmask.job.WritingListener;
import dev.unmask.job.WrittenToken;
import dev.unmask.session.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A text of a flow model, as `generate` writes it: printed token by token, and saved where wanted.
final class FlowRun {
  private final Consumer<WrittenToken> each;
  private final List<FlowFrame> frames = new ArrayList<>();

  /// @param each told every token but one that ends the text
  FlowRun(Consumer<WrittenToken> each) {
    this.each = each;
  }

  /// Writes, on the worker.
  ///
  /// @param save the session to add it to, or null
  Generation.Result run(
      Surroundings around,
      Worker worker,
      LoadedWriter loaded,
      WriteSpec spec,
      @Nullable Path save) {
    FlowWriting writing = new FlowWriting(loaded, spec);
    Session session = save == null ? null : Session.openOrCreate(save);
    try {
      List<WritingListener> listeners = new ArrayList<>();
      if (session != null) {
        listeners.add(session.recordWriting());
      }
      listeners.add(
          new WritingListener() {
            @Override
            public void frame(FlowFrame frame) {
              frames.add(frame);
              if (!loaded.ends().contains(frame.token())) {
                each.accept(token(frame));
              }
            }
          });
      try (OnInterrupt _ = new OnInterrupt(writing::cancel)) {
        return Unfailing.result(
            () -> worker.call(() -> writing.run(around.version(), listeners)).join());
      }
    } finally {
      if (session != null) {
        session.close();
      }
    }
  }

  private static WrittenToken token(FlowFrame frame) {
    return new WrittenToken(
        frame.position(),
        frame.token(),
        frame.logProbability(),
        frame.entropy(),
        frame.topIds(),
        frame.topLogProbabilities());
  }

  /// The tokens so far, one that ended the text included.
  List<FlowFrame> frames() {
    return frames;
  }

  /// What the integrations took, on one line.
  String summary() {
    long calls = frames.stream().mapToLong(FlowFrame::calls).sum();
    int n = Math.max(1, frames.size());
    StringBuilder line =
        new StringBuilder(
            String.format(Locale.ROOT, "%d evaluations, %.1f a token", calls, (double) calls / n));
    Map<Integration.End, Integer> early = new EnumMap<>(Integration.End.class);
    for (FlowFrame frame : frames) {
      if (frame.end() != Integration.End.REACHED) {
        early.merge(frame.end(), 1, Integer::sum);
      }
    }
    early.forEach((end, count) -> line.append("; ").append(count).append(' ').append(words(end)));
    return line.toString();
  }

  private static String words(Integration.End end) {
    return switch (end) {
      case REACHED -> "reached the end";
      case UNDERFLOW -> "decoded early: the steps became too small";
      case NOT_FINITE -> "decoded early: the state was no longer finite";
      case BUDGET -> "decoded early: the evaluations were used up (--evaluations)";
    };
  }

  /// A token with its evaluations.
  static JsonText object(FlowFrame frame) {
    return new JsonText()
        .put("id", frame.token())
        .put("position", frame.position())
        .put("log_probability", frame.logProbability())
        .put("entropy", frame.entropy())
        .put("top", top(frame.topIds(), frame.topLogProbabilities()))
        .put("calls", frame.calls())
        .put("end", frame.end().name().toLowerCase(Locale.ROOT))
        .put("evaluations", frame.evaluations().stream().map(FlowRun::object).toList());
  }

  private static JsonText object(FlowEvaluation e) {
    return new JsonText()
        .put("t", e.t())
        .put("step", e.step())
        .put("attempt", e.attempt())
        .put("accepted", e.accepted())
        .put("norm", e.norm())
        .put("temperature", e.heat())
        .put("token", e.token())
        .put("entropy", e.entropy())
        .put("top", top(e.topIds(), e.topLogProbabilities()));
  }

  private static List<JsonText> top(int[] ids, float[] logs) {
    List<JsonText> top = new ArrayList<>();
    for (int i = 0; i < ids.length; i++) {
      top.add(new JsonText().put("id", ids[i]).put("log_probability", logs[i]));
    }
    return top;
  }
}
