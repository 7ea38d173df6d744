package dev.unmask.cli;

import dev.unmask.bench.Reproduction;
import dev.unmask.session.Session;
import dev.unmask.session.export.ExportFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The page that sets the papers' numbers beside ours.
@Command(
    name = "reproduce",
    description =
        "Measure the papers' claims and write the page that sets their numbers beside ours.",
    footer = {"", "Example:", "  unmask reproduce --models ablations --items 300 --seeds 3"})
final class ReproduceCommand implements Callable<Integer> {
  private final Surroundings around;

  @Option(
      names = "--models",
      paramLabel = "FOLDER",
      description =
          "Holds the models of the ablations: everything-1, no-annealing-1, no-shift-1,"
              + " from-scratch-1, … and countdown-ar, countdown-diffusion; default"
              + " ${DEFAULT-VALUE}")
  Path models = Path.of("ablations");

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
    Reproduction.Extent extent = new Reproduction.Extent(items, seeds);
    Session.checkTarget(save);
    try (Session session = Session.openOrCreate(save)) {
      String page =
          new Reproduction(
                  around.models().apply(threads > 0 ? threads : around.threads()),
                  around.defaultModel().get(),
                  models,
                  extent,
                  around.err())
              .page(session, around.version());
      new ExportFile(out).write(page);
      around.err().println("Wrote " + out);
      around.err().flush();
    }
    return 0;
  }
}
