package dev.unmask.session;

import dev.unmask.diffusion.Denoising;
import dev.unmask.diffusion.Frame;
import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.DenoiseRun;
import dev.unmask.job.LoadedModel;
import dev.unmask.job.RunEnd;
import dev.unmask.job.RunHeader;
import dev.unmask.problem.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Does the runs of a session again and compares each frame with the stored one.
///
/// Ids, roles and guesses must agree exactly. Log-probabilities and entropies are equal bit for bit
/// on the same machine; another processor rounds otherwise, so they may differ by 1e-4 nats in
/// float32 and by 0.05 in bf16 and int8, whose own rounding is of that size.
public final class Verification {
  private static final double F32_TOLERANCE = 1e-4;
  private static final double COARSE_TOLERANCE = 0.05;

  private final Session session;

  public Verification(Session session) {
    this.session = session;
  }

  /// Does one run again, as far as it is stored. To be called on the worker of the model's device.
  ///
  /// @param model the one that the run names
  public RunCheck check(RunSummary run, LoadedModel model) {
    RunHeader header = session.header(run.run());
    String stored = header.spec().model().fingerprint();
    String now = model.card().fingerprint();
    if (!stored.equals(now)) {
      return failed(run, 0, new Difference(0, -1, "the model's fingerprint", stored, now));
    }
    FrameComparison comparison = new FrameComparison(tolerance(header));
    try (Denoising again = DenoiseRun.start(model, header.spec())) {
      for (int step = 1; step <= run.frames(); step++) {
        if (again.finished()) {
          return failed(run, step - 1, count(run.frames(), step - 1));
        }
        Frame frame = again.next().getFirst();
        Optional<Difference> difference = compare(run, step, frame, comparison);
        if (difference.isPresent()) {
          return failed(run, step, difference.get());
        }
      }
      boolean whole = run.outcome() == RunEnd.Outcome.FINISHED;
      return whole && !again.finished()
          ? failed(run, run.frames(), count(run.frames(), "more"))
          : new RunCheck(run.run(), run.frames(), comparison.largest(), null);
    }
  }

  private Optional<Difference> compare(
      RunSummary run, int step, Frame now, FrameComparison comparison) {
    Frame stored;
    try {
      stored = session.frame(run.run(), step);
    } catch (Problem e) {
      return Optional.of(Difference.damaged(step, "the stored row"));
    }
    return comparison.compare(stored, now);
  }

  private static double tolerance(RunHeader header) {
    return header.spec().settings().get(DenoiseParameters.DTYPE).equals("f32")
        ? F32_TOLERANCE
        : COARSE_TOLERANCE;
  }

  private static Difference count(Object stored, Object now) {
    return new Difference(0, -1, "the number of frames", stored.toString(), now.toString());
  }

  private static RunCheck failed(RunSummary run, int frames, @Nullable Difference difference) {
    return new RunCheck(run.run(), frames, 0, difference);
  }
}
