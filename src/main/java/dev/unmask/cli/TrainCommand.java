package dev.unmask.cli;

import dev.unmask.job.Examiner;
import dev.unmask.job.TrainingRun;
import dev.unmask.job.Trainings;
import dev.unmask.session.Session;
import dev.unmask.session.TrainingRecords;
import dev.unmask.train.Recipe;
import dev.unmask.train.Recipes;
import dev.unmask.train.Training;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Trains a model by a recipe, or goes on with a training.
@Command(
    name = "train",
    description = "Train or adapt a model by a recipe; go on where it was stopped.",
    footer = {
      "",
      "A training is a folder: checkpoints, metrics.csv, examinations.jsonl, events for",
      "TensorBoard, and in the end the model, which opens like any other. Ctrl-C keeps a",
      "checkpoint.",
      "",
      "Examples:",
      "  unmask train wordmath-llama --out base",
      "  unmask train wordmath-diffullama --set start.model=base --out adapted",
      "  unmask train my-recipe.json --set steps=500 --set optimizer.rate=0.001",
      "  unmask train wordmath-llama --save trainings.unmask"
    })
final class TrainCommand implements Callable<Integer> {
  /// Seconds that a step of a large model and the writing of its checkpoint may take.
  private static final long STEP_AND_CHECKPOINT = 600;

  private final Surroundings around;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "RECIPE",
      description =
          "A recipe's file (.json) or the name of a bundled one; without it they are listed")
  @Nullable String recipe;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Folder of the training; default: the recipe's name, here")
  String out = "";

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Change a value of the recipe, for example --set optimizer.rate=0.001")
  List<String> changes = new ArrayList<>();

  @Option(names = "--device", paramLabel = "DEVICE", description = "cpu, or cuda:0; default: cpu")
  String device = "cpu";

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads for one operation; default: all processors")
  int threads;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description =
          "Keep every step and examination in a session too, which the window draws without the"
              + " model")
  @Nullable Path save;

  TrainCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    if (recipe == null) {
      for (String name : Recipes.bundled()) {
        Recipe r = Trainings.recipe(name, List.of());
        around.out().println(name);
        around.out().println("  " + r.about());
      }
      around.out().flush();
      return 0;
    }
    Recipe chosen = Trainings.recipe(recipe, changes);
    Path target = Path.of(out.isEmpty() ? chosen.name() : out);
    Path model = around.trainable(chosen.start().model());
    int used = around.threads(threads);
    AtomicBoolean stop = new AtomicBoolean();
    if (save != null) {
      Session.checkTarget(save);
    }
    try (Training training = new Trainings(used).open(chosen, model, target, device);
        Session session = save == null ? null : Session.openOrCreate(save)) {
      long before = training.trainer().steps();
      begin(chosen, training, target, used);
      try (TrainingRecords records =
              TrainingRecords.open(
                  Optional.ofNullable(session), training, target, around.version());
          OnInterrupt _ = new OnInterrupt(() -> stop.set(true), STEP_AND_CHECKPOINT)) {
        TrainingPrinter printer = new TrainingPrinter(around, chosen, before);
        TrainingRun.End end = records.run(training, examiner(chosen, used), printer, stop::get);
        if (end.finished()) {
          around.out().println("Finished after %,d steps: %s".formatted(end.steps(), target));
        } else {
          around.out().println("Stopped after %,d steps.".formatted(end.steps()));
          around.out().println("The same command goes on from there.");
        }
        around.out().flush();
        return end.finished() ? 0 : 130;
      }
    }
  }

  private Optional<Examiner> examiner(Recipe chosen, int used) {
    return chosen.evaluateEvery() > 0
        ? Optional.of(new Examiner(around.models().apply(used), chosen, chosen.evaluateItems()))
        : Optional.empty();
  }

  private void begin(Recipe chosen, Training training, Path target, int used) {
    long weights =
        training.trainer().network().trained().stream().mapToLong(w -> w.value().elements()).sum();
    around
        .err()
        .println(
            "%s: %,d steps, %,d weights trained in %s on %s with %d threads, into %s"
                .formatted(
                    chosen.name(),
                    chosen.rate().steps(),
                    weights,
                    chosen.precision().text(),
                    device,
                    used,
                    target));
    long before = training.trainer().steps();
    if (before > 0) {
      around.err().println("Goes on after step %,d.".formatted(before));
    }
    Training.Resumed resumed = training.resumed();
    resumed
        .otherThreads()
        .ifPresent(
            n ->
                say(
                    "The checkpoint was made with %d threads: results will differ in the last bits."
                        .formatted(n)));
    resumed.changes().forEach(change -> say("The recipe has changed since: " + change));
    around.err().flush();
  }

  private void say(String words) {
    around.err().println(words);
  }
}
