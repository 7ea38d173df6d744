package dev.unmask.cli;

import dev.unmask.bench.reproduce.Extent;
import dev.unmask.bench.reproduce.Reproduction;
import dev.unmask.bench.reproduce.Retraining;
import dev.unmask.bench.reproduce.Trial;
import dev.unmask.job.Trainings;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.session.Session;
import dev.unmask.session.export.ExportFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The page that sets the papers' numbers beside ours.
@Command(
    name = "reproduce",
    description =
        "Measure the papers' claims and write the page that sets their numbers beside ours.",
    footer = {
      "",
      "What is trained and measured is kept: the same command goes on where it was stopped.",
      "",
      "Examples:",
      "  unmask reproduce --train --models ablations",
      "  unmask reproduce --train --set steps=20 --items 4 --seeds 1 --out try.md"
    })
final class ReproduceCommand implements Callable<Integer> {
  /// Seconds that a step or an evaluation may take to end after Ctrl-C.
  private static final long PATIENCE = 120;

  private static final int STOPPED = 130;

  private final Surroundings around;

  @Option(
      names = "--models",
      paramLabel = "FOLDER",
      description =
          "Holds the models that are trained for the page: everything-1, no-annealing-1,"
              + " no-shift-1, from-scratch-1, continued-1, … infilling-ar, infilling-diffusion;"
              + " default ${DEFAULT-VALUE}")
  Path models = Path.of("ablations");

  @Option(
      names = "--train",
      description = "First train what is missing of them, one after the other, by bundled recipes")
  boolean train;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Change a value of every recipe, to try the whole with short trainings")
  List<String> changes = new ArrayList<>();

  @Option(
      names = "--items",
      paramLabel = "N",
      description = "Items of each point, 0 for the page alone; default ${DEFAULT-VALUE}")
  int items = 300;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Seeds of each point; default ${DEFAULT-VALUE}")
  int seeds = 3;

  @Option(names = "--out", paramLabel = "FILE", description = "The page; default ${DEFAULT-VALUE}")
  Path out = Path.of("src/docs/reproduction.md");

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description = "Session that keeps the sweeps; default ${DEFAULT-VALUE}")
  Path save = Path.of("reproduction.unmask");

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads for one operation; default: all processors")
  int threads;

  ReproduceCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    Extent extent = new Extent(items, seeds);
    if (!changes.isEmpty() && !train) {
      throw new Problem(
          Code.PARAMETER, "--set changes trainings, and none was asked for.", "Add --train.");
    }
    Session.checkTarget(save);
    int used = around.threads(threads);
    AtomicBoolean stop = new AtomicBoolean();
    try (OnInterrupt _ = new OnInterrupt(() -> stop.set(true), PATIENCE)) {
      boolean whole = !train || trained(used, stop);
      Optional<String> page = whole ? page(extent, used, stop) : Optional.empty();
      if (page.isEmpty()) {
        around.err().println("Stopped: what was done is kept; the same command goes on.");
        around.err().flush();
        return STOPPED;
      }
      new ExportFile(out).write(page.get());
      around.err().println("Wrote " + out);
      around.err().flush();
      return 0;
    }
  }

  private boolean trained(int used, AtomicBoolean stop) {
    return new Retraining(new Trainings(used), around::trainable, models, around.err(), stop::get)
        .train(Trial.all(seeds, around::trainable, changes));
  }

  private Optional<String> page(Extent extent, int used, AtomicBoolean stop) {
    try (Session session = Session.openOrCreate(save)) {
      return new Reproduction(
              around.models().apply(used),
              name -> name.isEmpty() ? around.model(name) : around.trainable(name),
              models,
              extent,
              around.err(),
              stop::get)
          .page(session, around.version());
    }
  }
}
