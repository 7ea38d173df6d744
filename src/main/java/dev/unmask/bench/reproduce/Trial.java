package dev.unmask.bench.reproduce;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.network.StartFolder;
import dev.unmask.train.Recipe;
import dev.unmask.train.Recipes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A training that the page needs.
///
/// @param folder of its model, within the folder of all
/// @param recipe name of a bundled one
/// @param changes of the recipe, `path.to.key=value` each
public record Trial(String folder, String recipe, List<String> changes) {
  private static final String ABLATION = "ablation";

  /// All of them, the ablation's seeds one after the other.
  ///
  /// @param seeds of each setting
  /// @param models finds the model that a recipe begins with
  /// @param changes of every recipe, after those that make the trials different
  public static List<Trial> all(int seeds, Function<String, Path> models, List<String> changes) {
    Recipe ablation = Recipes.bundled(ABLATION, List.of());
    Recipe.Start start = ablation.start();
    String fresh =
        StartFolder.config(
                CheckpointFolder.open(models.apply(start.model())), start.mask(), start.changes())
            .json();
    List<Trial> all = new ArrayList<>();
    for (int seed = 1; seed <= seeds; seed++) {
      all.add(ablation("everything", seed, changes));
      all.add(ablation("no-annealing", seed, changes, "objective.anneal=1"));
      all.add(ablation("no-shift", seed, changes, "objective.shift=false"));
      all.add(ablation("from-scratch", seed, changes, "start.fresh=" + fresh));
      all.add(seeded(ContinuedSection.CONTINUED, ContinuedSection.CONTINUED, seed, changes));
    }
    for (String infilling : List.of(InfillingSection.WRITER, InfillingSection.MASKS)) {
      all.add(new Trial(infilling, infilling, List.copyOf(changes)));
    }
    return List.copyOf(all);
  }

  private static Trial ablation(
      String setting, int seed, List<String> changes, String... differences) {
    return seeded(setting, ABLATION, seed, changes, differences);
  }

  private static Trial seeded(
      String setting, String recipe, int seed, List<String> changes, String... differences) {
    List<String> own = new ArrayList<>(List.of(differences));
    own.add("seed=" + seed);
    own.addAll(changes);
    return new Trial(setting + "-" + seed, recipe, List.copyOf(own));
  }
}
