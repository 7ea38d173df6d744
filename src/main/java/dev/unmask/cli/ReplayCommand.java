package dev.unmask.cli;

import dev.unmask.diffusion.Frame;
import dev.unmask.job.RunHeader;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.session.RunSummary;
import dev.unmask.session.Session;
import dev.unmask.session.StoredSweeps;
import dev.unmask.session.WritingSummary;
import java.nio.file.Path;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Plays a stored run again; needs no model.
@Command(
    name = "replay",
    description = "Play a run of a session file again, without its model.",
    footer = {
      "",
      "Examples:",
      "  unmask replay runs.unmask",
      "  unmask replay runs.unmask --step 5"
    })
final class ReplayCommand implements Callable<Integer> {
  private final Surroundings around;

  @Parameters(paramLabel = "FILE", description = "A session file")
  @Nullable Path file;

  @Option(
      names = "--run",
      paramLabel = "N",
      description = "Which run, or item of a sweep; default: the last run")
  long run;

  @Option(
      names = "--step",
      paramLabel = "K",
      description =
          "Show the canvas after this step, or the text after this token, instead of playing all")
  int step;

  @Option(
      names = "--delay",
      paramLabel = "MS",
      description = "Milliseconds between steps in a terminal; default ${DEFAULT-VALUE}")
  long delay = 120;

  @Option(names = "--json", description = "Print one JSON object per step")
  boolean json;

  ReplayCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    if (file == null) {
      throw new IllegalStateException("not parsed");
    }
    if (step < 0 || delay < 0) {
      throw new Problem(
          Code.PARAMETER,
          "--step and --delay are whole numbers from 0, not %d.".formatted(Math.min(step, delay)),
          "Correct it.");
    }
    try (Session session = Session.openReadOnly(file)) {
      session.notice().ifPresent(around.err()::println);
      long last = session.runs().stream().mapToLong(RunSummary::run).max().orElse(0);
      long text = session.writings().stream().mapToLong(WritingSummary::run).max().orElse(0);
      // An item of a sweep is no run of the list, and is played all the same.
      long which = run == 0 ? Math.max(last, text) : run;
      if (which == 0) {
        throw nothing(session);
      }
      if (session.isWriting(which)) {
        new FlowReplay(around, json, step, delay).play(session, which);
        return 0;
      }
      RunHeader header = session.header(which);
      List<Frame> frames = step == 0 ? session.frames(which) : List.of(session.frame(which, step));
      if (frames.isEmpty()) {
        throw new Problem(
            Code.NOT_FOUND,
            "Run " + which + " stopped before its first step.",
            "Choose another run with --run.");
      }
      if (json) {
        frames.forEach(f -> around.out().println(object(f, header)));
      } else if (around.terminal() && step == 0) {
        play(frames, header);
      } else {
        around.out().println(CanvasText.whole(frames.getLast(), header.tokens()));
      }
      around.out().flush();
      return 0;
    }
  }

  private static Problem nothing(Session session) {
    StoredSweeps sweeps = new StoredSweeps(session);
    LongSummaryStatistics items =
        sweeps.all().stream()
            .flatMap(s -> sweeps.runs(s.sweep()).all().values().stream())
            .mapToLong(Long::longValue)
            .summaryStatistics();
    return items.getCount() == 0
        ? new Problem(
            Code.NOT_FOUND,
            session.file() + " holds no run that could be played.",
            "unmask inspect says what it holds.")
        : new Problem(
            Code.NOT_FOUND,
            session.file() + " holds no run but the items of sweeps.",
            "Play one with --run, from %d to %d.".formatted(items.getMin(), items.getMax()));
  }

  private void play(List<Frame> frames, RunHeader header) {
    TerminalPainter painter = new TerminalPainter(around.out(), around.columns());
    for (Frame frame : frames) {
      painter.paint(frame, header.tokens());
      try {
        Thread.sleep(Math.max(0, delay));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static String object(Frame frame, RunHeader header) {
    return new JsonText()
        .put("step", frame.step())
        .put("steps", frame.steps())
        .put("masked", frame.maskedLeft())
        .put("evaluations", frame.evaluations())
        .put("text", CanvasText.whole(frame, header.tokens()))
        .put("ids", frame.ids())
        .put("guess", frame.guess())
        .put("changed", frame.changed())
        .text();
  }
}
