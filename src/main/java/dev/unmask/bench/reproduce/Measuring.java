package dev.unmask.bench.reproduce;

import dev.unmask.checkpoint.Config;
import dev.unmask.checkpoint.ModelFolder;
import dev.unmask.job.Models;
import dev.unmask.job.RunEnd;
import dev.unmask.job.sweep.Axis;
import dev.unmask.job.sweep.Contestant;
import dev.unmask.job.sweep.SameSweep;
import dev.unmask.job.sweep.Sweep;
import dev.unmask.job.sweep.SweepSpec;
import dev.unmask.job.sweep.SweepTask;
import dev.unmask.session.StoredSweeps;
import dev.unmask.session.export.SweepExport;
import dev.unmask.train.Recipe;
import dev.unmask.train.Recipes;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// Sweeps for the page. They lie in a session: what is there already is not measured again.
///
/// @param models opens them
/// @param folders from a name to a model's folder; the empty name is the default model
/// @param own folder of the models that were trained for the page
/// @param extent how much is measured
/// @param sweeps of the session
/// @param program version of Unmask
/// @param progress says what is being measured
/// @param stop asked between evaluations
record Measuring(
    Models models,
    Function<String, Path> folders,
    Path own,
    Extent extent,
    StoredSweeps sweeps,
    String program,
    PrintWriter progress,
    BooleanSupplier stop) {
  private static final int BATCH = 32;

  /// The model that comes with Unmask, as a contestant.
  static final Contestant DEFAULT = new Contestant("", false);

  /// What stands where nothing is measured.
  static final String NOT_MEASURED = "Not measured: run `./unmask reproduce`.";

  /// Whether anything is measured at all.
  boolean measures() {
    return extent.items() > 0;
  }

  /// Word problems as the embedded models solve them.
  SweepTask wordProblems() {
    return SweepTask.wordProblems(extent.items(), 1);
  }

  /// Held-out problems of the size that a model was trained on.
  SweepTask problemsOf(Path model) {
    Recipe recipe = Recipes.file(model.resolve("recipe.json"), List.of());
    Config settings =
        recipe.data().stream()
            .filter(s -> s.kind().equals("word-problems"))
            .findFirst()
            .orElse(recipe.data().getFirst())
            .settings();
    return new SweepTask(
        "word-problems",
        "",
        extent.items(),
        1,
        settings.count("largest", SweepTask.LARGEST),
        settings.count("equations", SweepTask.EQUATIONS),
        false);
  }

  /// Measures what the session does not hold yet.
  ///
  /// @throws Stopped if the user asked for it; what was measured is kept
  SweepExport sweep(
      SweepTask task,
      List<Contestant> contestants,
      List<Axis> axes,
      Map<String, String> fixed,
      int seeds) {
    SweepSpec spec = new SweepSpec(task, contestants, axes, fixed, seeds, 1);
    // What was measured with other weights in the same folder is not taken for these.
    SameSweep asked = new SameSweep(spec, path -> models.fingerprint(folders.apply(path)));
    long number = sweeps.begin(asked, program);
    String who = String.join(", ", contestants.stream().map(Contestant::name).toList());
    progress.println("%s, %s: %d points".formatted(task.name(), who, spec.points().size()));
    progress.flush();
    new Sweep(spec, models, folders, Sweep.Extent.whole(BATCH))
        .run(sweeps.done(number), sweeps.record(number), stop);
    boolean stopped = stop.getAsBoolean();
    sweeps.end(number, stopped ? RunEnd.Outcome.CANCELLED : RunEnd.Outcome.FINISHED);
    if (stopped) {
      throw new Stopped();
    }
    return SweepExport.of(sweeps, number);
  }

  /// The finished models of a setting, by the numbers of their seeds from 1 on; null where there is
  /// none.
  List<Path> trained(String setting) {
    List<Path> all = new ArrayList<>();
    for (int seed = 1; seed <= extent.seeds(); seed++) {
      Path folder = own.resolve(setting + "-" + seed);
      if (finished(folder)) {
        all.add(folder);
      }
    }
    return List.copyOf(all);
  }

  /// Whether a folder holds a finished model: its weights are written last.
  static boolean finished(Path folder) {
    return ModelFolder.present(folder) && Files.exists(folder.resolve("model.safetensors"));
  }

  /// The number of the seed of a trained model.
  static int seed(Path model) {
    String name = String.valueOf(model.getFileName());
    return name.charAt(name.length() - 1) - '0';
  }

  /// What stands where a model is missing.
  static String waiting(String folder) {
    return "not measured: waits for the model `" + folder + "`";
  }
}
