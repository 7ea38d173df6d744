package dev.unmask.train;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.network.Blueprint;
import dev.unmask.network.Families;
import dev.unmask.network.ModelText;
import dev.unmask.network.Reading;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.task.Split;

/// What a training costs, counted from the lessons that its recipe prescribes: nothing is trained
/// for it.
///
/// @param steps of the recipe
/// @param counted steps whose lessons were counted, spread evenly over all
/// @param operations multiplications and additions of a step, on average, as [Work] counts them
/// @param tokens that a step reads, filling included, on average
/// @param targets that a step is asked for, on average
public record RecipeWork(
    long steps, int counted, double operations, double tokens, double targets) {
  /// Batches that belong together: rows of similar length follow each other in no order.
  private static final int TOGETHER = 16;

  /// Counts.
  ///
  /// @param model of the shape that is trained, with its tokenizer
  /// @param most lessons to look at, a multiple of 16
  /// @throws Problem PARAMETER if the recipe trains a flow path, whose work is counted otherwise
  public static RecipeWork of(Recipe recipe, CheckpointFolder model, int most) {
    if (recipe.objective() instanceof Objective.Flow) {
      throw new Problem(
          Code.PARAMETER,
          "The work of a flow path cannot be counted from its recipe.",
          "Look at metrics.csv of its training.");
    }
    boolean masked = recipe.objective() instanceof Objective.MaskedDiffusion;
    Blueprint blueprint =
        Families.blueprint(model, masked ? Reading.DIFFUSION : Reading.AUTOREGRESSIVE);
    Lessons lessons =
        Supplies.lessons(recipe, Split.TRAIN, model, blueprint, ModelText.open(model).tokenizer());
    Work work = Work.of(blueprint);
    long steps = recipe.rate().steps();
    long pools = Math.max(1, steps / TOGETHER);
    long taken = Math.min(pools, Math.max(1, most / TOGETHER));
    int counted = 0;
    double operations = 0;
    double tokens = 0;
    double targets = 0;
    for (long k = 0; k < taken; k++) {
      long first = k * pools / taken * TOGETHER;
      for (long step = first; step < Math.min(steps, first + TOGETHER); step++) {
        Lesson lesson = lessons.at(step);
        operations += work.operations(lesson);
        tokens += lesson.tokens();
        targets += lesson.targets();
        counted++;
      }
    }
    return new RecipeWork(
        steps, counted, operations / counted, tokens / counted, targets / counted);
  }
}
