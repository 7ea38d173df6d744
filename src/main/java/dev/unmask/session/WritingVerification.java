package dev.unmask.session;

import dev.unmask.flow.FlowEvaluation;
import dev.unmask.flow.FlowFrame;
import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.FlowWriting;
import dev.unmask.job.LoadedWriter;
import dev.unmask.job.RunEnd;
import dev.unmask.job.WritingHeader;
import dev.unmask.job.WritingListener;
import dev.unmask.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes the texts of a session again and compares each token and each evaluation with the stored
/// one.
///
/// Tokens, counts and steps must agree exactly. Log-probabilities, entropies and times are equal
/// bit for bit on the same machine; another processor rounds otherwise, so they may differ by 1e-4
/// in float32 and by 0.05 in bf16 and int8.
public final class WritingVerification {
  private static final double F32_TOLERANCE = 1e-4;
  private static final double COARSE_TOLERANCE = 0.05;

  private final Session session;

  public WritingVerification(Session session) {
    this.session = session;
  }

  /// Writes one text again, as far as it is stored. To be called on the worker of the model's
  /// device.
  ///
  /// @param model the one that the run names
  public RunCheck check(WritingSummary run, LoadedWriter model) {
    WritingHeader header = session.writingHeader(run.run());
    String stored = header.spec().model().fingerprint();
    String now = model.card().fingerprint();
    if (!stored.equals(now)) {
      return new RunCheck(
          run.run(), 0, 0, new Difference(0, -1, "the model's fingerprint", stored, now));
    }
    List<FlowFrame> frames;
    try {
      frames = session.flowFrames(run.run());
    } catch (Problem p) {
      return new RunCheck(run.run(), 0, 0, Difference.damaged(0, "a stored row"));
    }
    boolean coarse = !header.spec().settings().get(DenoiseParameters.DTYPE).equals("f32");
    Comparison comparison =
        new Comparison(frames, coarse ? COARSE_TOLERANCE : F32_TOLERANCE, model, header);
    comparison.run();
    boolean whole = run.outcome() == RunEnd.Outcome.FINISHED;
    if (comparison.first == null && (comparison.seen < frames.size() || whole)) {
      comparison.number(0, -1, "the number of tokens", frames.size(), comparison.written);
    }
    return new RunCheck(run.run(), comparison.seen, comparison.largest, comparison.first, "tokens");
  }

  /// Compares while it is written again, and stops where nothing more is stored.
  private static final class Comparison implements WritingListener {
    private final List<FlowFrame> frames;
    private final double tolerance;
    private final FlowWriting writing;
    private int seen;
    private int written;
    private double largest;
    private @Nullable Difference first;

    Comparison(List<FlowFrame> frames, double tolerance, LoadedWriter model, WritingHeader header) {
      this.frames = frames;
      this.tolerance = tolerance;
      this.writing = new FlowWriting(model, header.spec());
    }

    void run() {
      writing.run("", List.of(this));
    }

    @Override
    public void evaluated(FlowEvaluation evaluation) {
      if (seen >= frames.size()) {
        writing.cancel();
      }
    }

    @Override
    public void frame(FlowFrame now) {
      written++;
      if (seen >= frames.size()) {
        writing.cancel();
        return;
      }
      FlowFrame stored = frames.get(seen);
      compare(stored, now);
      if (first == null) {
        seen++;
      } else {
        writing.cancel();
      }
    }

    private void compare(FlowFrame stored, FlowFrame now) {
      int step = stored.index() + 1;
      int at = stored.position();
      number(step, at, "token", stored.token(), now.token());
      number(step, at, "passes through the network", stored.calls(), now.calls());
      number(step, at, "evaluations", stored.evaluations().size(), now.evaluations().size());
      number(step, at, "end of its integration", stored.end(), now.end());
      number(step, at, "tokens listed", listed(stored.topIds()), listed(now.topIds()));
      near(step, at, "log-probability", stored.logProbability(), now.logProbability());
      near(step, at, "entropy", stored.entropy(), now.entropy());
      for (int i = 0; first == null && i < stored.evaluations().size(); i++) {
        evaluation(step, at, stored.evaluations().get(i), now.evaluations().get(i));
      }
    }

    private void evaluation(int step, int at, FlowEvaluation a, FlowEvaluation b) {
      number(step, at, "token of an estimate", a.token(), b.token());
      number(step, at, "attempt", a.attempt(), b.attempt());
      number(step, at, "acceptance of a step", a.accepted(), b.accepted());
      number(step, at, "tokens listed on the way", listed(a.topIds()), listed(b.topIds()));
      near(step, at, "time", a.t(), b.t());
      near(step, at, "step size", a.step(), b.step());
      near(step, at, "length of the state", a.norm() / 100, b.norm() / 100);
      near(step, at, "entropy on the way", a.entropy(), b.entropy());
      for (int i = 0; i < a.topIds().length; i++) {
        near(
            step,
            at,
            "log-probability on the way",
            a.topLogProbabilities()[i],
            b.topLogProbabilities()[i]);
      }
    }

    private static List<Integer> listed(int[] ids) {
      List<Integer> all = new ArrayList<>();
      for (int id : ids) {
        all.add(id);
      }
      return all;
    }

    void number(int step, int position, String field, Object stored, Object now) {
      if (first == null && !stored.equals(now)) {
        first = new Difference(step, position, field, stored.toString(), now.toString());
      }
    }

    private void near(int step, int position, String field, double stored, double now) {
      double off = stored == now ? 0 : Math.abs(stored - now);
      if (!(off <= tolerance)) {
        number(step, position, field, stored, now);
      }
      largest = Double.isNaN(off) ? Double.POSITIVE_INFINITY : Math.max(largest, off);
    }
  }
}
