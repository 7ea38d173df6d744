package dev.unmask.train;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.checkpoint.Config;
import dev.unmask.network.Blueprint;
import dev.unmask.network.FlowShape;
import dev.unmask.network.ModelText;
import dev.unmask.network.TrainedParts;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.task.Countdown;
import dev.unmask.task.Exercises;
import dev.unmask.task.Grammar;
import dev.unmask.task.Split;
import dev.unmask.task.WordProblems;
import dev.unmask.task.Worksheets;
import dev.unmask.task.file.Learnable;
import dev.unmask.text.InfillTokens;
import dev.unmask.text.Tokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a recipe says of its data, as rows and lessons.
public final class Supplies {
  /// Key of a supply whose rows are infillings: in which order they are given.
  static final String FIM = "fim";

  private Supplies() {}

  /// The grammar of a generated supply.
  ///
  /// @throws Problem PARAMETER if there is no such kind
  public static Grammar grammar(Recipe.Source source) {
    Config c = source.settings();
    return switch (source.kind()) {
      case "word-problems" -> {
        c.only("kind", "share", "class", "largest", "equations", FIM);
        yield new WordProblems(c.count("largest", 100), c.count("equations", 4));
      }
      case "worksheets" -> {
        c.only("kind", "share", "class", "largest", FIM);
        yield new Worksheets(c.count("largest", 100));
      }
      case "countdown" -> {
        c.only("kind", "share", "class", "numbers");
        yield new Countdown(c.count("numbers", 3));
      }
      default ->
          throw new Problem(
              Code.PARAMETER,
              "The recipe asks for data of kind " + source.kind() + ", which does not exist.",
              "There are word-problems, worksheets, countdown, pairs and text.");
    };
  }

  /// The lessons of a split: those of training as the recipe says; others as at the end of it.
  ///
  /// @throws Problem MASK_TOKEN if the objective needs a mask and the model names none
  static Lessons lessons(
      Recipe recipe,
      Split split,
      CheckpointFolder start,
      Blueprint blueprint,
      Tokenizer tokenizer) {
    boolean masked = recipe.objective() instanceof Objective.MaskedDiffusion;
    boolean flow = recipe.objective() instanceof Objective.Flow;
    int longest = longest(recipe, blueprint);
    Optional<FlowShape> shape = flow ? Optional.of(FlowShape.of(start.config())) : Optional.empty();
    shape.ifPresent(known -> RecipeClasses.check(recipe.data(), known));
    return new Lessons(
        split == Split.TRAIN ? recipe.objective() : settled(recipe.objective()),
        mixture(recipe, split, start, tokenizer, longest),
        recipe.parts(),
        filled(recipe, blueprint),
        tokenizer.special().pad().orElseGet(() -> tokenizer.special().eos().orElse(0)),
        masked ? blueprint.maskId().orElseThrow(() -> noMask(start)) : 0,
        recipe.seed(),
        shape);
  }

  /// The longest row with its filling.
  static int filled(Recipe recipe, Blueprint blueprint) {
    return Math.min(blueprint.maxLength(), longest(recipe, blueprint) + Lessons.MOST_ADDED);
  }

  private static int longest(Recipe recipe, Blueprint blueprint) {
    return Math.min(recipe.longest(), blueprint.maxLength());
  }

  /// The tokens that mark what stands before and behind a gap: those that the model or its
  /// tokenizer names, else some that are lent.
  ///
  /// @throws Problem TOKENIZER if there are none
  static InfillTokens sentinels(CheckpointFolder start) {
    Tokenizer tokenizer = ModelText.open(start).tokenizer();
    return ModelText.infill(start, tokenizer).orElseGet(() -> InfillTokens.lent(tokenizer));
  }

  private static List<InfillTokens.Order> orders(Recipe recipe, String said) {
    if (!(recipe.objective() instanceof Objective.Autoregressive)
        || !(recipe.trained() instanceof TrainedParts.Full)) {
      throw new Problem(
          Code.PARAMETER,
          "Only a model that writes left to right, trained as a whole, is taught to fill in by"
              + " fim.",
          "Leave fim out: masked diffusion fills in by itself.");
    }
    return switch (said) {
      case "psm" -> List.of(InfillTokens.Order.PSM);
      case "spm" -> List.of(InfillTokens.Order.SPM);
      case "both" -> List.of(InfillTokens.Order.values());
      default ->
          throw new Problem(
              Code.PARAMETER,
              "In the recipe fim must be psm, spm or both, not " + said + ".",
              "Correct it.");
    };
  }

  private static Mixture mixture(
      Recipe recipe, Split split, CheckpointFolder start, Tokenizer tokenizer, int longest) {
    List<Mixture.Part> parts = new ArrayList<>();
    for (Recipe.Source source : recipe.data()) {
      Rows rows = rows(source, recipe, split, start, tokenizer, longest);
      parts.add(new Mixture.Part(rows, source.share(), source.label()));
    }
    return new Mixture(parts, recipe.batch(), recipe.seed());
  }

  private static Rows rows(
      Recipe.Source source,
      Recipe recipe,
      Split split,
      CheckpointFolder start,
      Tokenizer tokenizer,
      int longest) {
    Config c = source.settings();
    return switch (source.kind()) {
      case "pairs" -> {
        c.only("kind", "share", "class", "file");
        yield PairRows.of(Learnable.pairs(Path.of(c.text("file")), split), tokenizer, longest);
      }
      case "text" -> {
        c.only("kind", "share", "class", "file");
        yield PackedRows.of(
            Learnable.documents(Path.of(c.text("file")), split), tokenizer, longest);
      }
      default -> {
        Exercises exercises = new Exercises(grammar(source), recipe.seed());
        yield c.has(FIM)
            ? new InfillRows(
                exercises, split, orders(recipe, c.text(FIM)), sentinels(start), tokenizer, longest)
            : new ExerciseRows(exercises, split, tokenizer, longest);
      }
    };
  }

  /// As at the end of the annealing, and without batches of another objective.
  private static Objective settled(Objective objective) {
    return objective instanceof Objective.MaskedDiffusion d
        ? new Objective.MaskedDiffusion(
            d.masking(), d.weight(), d.shift(), new Annealing(1), 0, d.longer())
        : objective;
  }

  private static Problem noMask(CheckpointFolder start) {
    return new Problem(
        Code.MASK_TOKEN,
        "The configuration of " + start.name() + " names no mask.",
        "Give the recipe start.mask.");
  }
}
