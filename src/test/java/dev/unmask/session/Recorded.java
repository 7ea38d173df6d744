package dev.unmask.session;

import static org.junit.jupiter.api.Assertions.assertNull;

import dev.unmask.diffusion.Frame;
import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.FakeModel;
import dev.unmask.job.LoadedModel;
import dev.unmask.job.Prompting;
import dev.unmask.job.RunEnd;
import dev.unmask.job.RunListener;
import dev.unmask.job.SourceTexts;
import dev.unmask.job.Worker;
import java.util.ArrayList;
import java.util.List;

/// Runs of the fake model, recorded.
final class Recorded {
  static final LoadedModel MODEL = new FakeModel().loaded();

  private Recorded() {}

  /// Records one run.
  ///
  /// @return the frames as they were seen live
  static List<Frame> run(Session session, String prompt, long steps) {
    List<Frame> seen = new ArrayList<>();
    RunEnd end = tryRun(session, prompt, steps, seen);
    assertNull(end.problem());
    return seen;
  }

  /// Records one run that may fail.
  static RunEnd tryRun(Session session, String prompt, long steps, List<Frame> seen) {
    try (Worker worker = new Worker("cpu", "test 1")) {
      RunListener watch = seen::add;
      return worker
          .submit(
              MODEL,
              new Prompting(MODEL)
                  .spec(
                      SourceTexts.prompt(prompt),
                      DenoiseParameters.defaults().with(DenoiseParameters.STEPS, steps)),
              session.record(),
              watch)
          .await();
    }
  }
}
