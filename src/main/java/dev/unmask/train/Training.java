package dev.unmask.train;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.checkpoint.Config;
import dev.unmask.checkpoint.ModelFolder;
import dev.unmask.engine.Device;
import dev.unmask.engine.SystemMemory;
import dev.unmask.engine.Torch;
import dev.unmask.network.Blueprint;
import dev.unmask.network.Families;
import dev.unmask.network.FlowModel;
import dev.unmask.network.FlowShape;
import dev.unmask.network.ModelText;
import dev.unmask.network.Reading;
import dev.unmask.network.StartFolder;
import dev.unmask.network.Trainable;
import dev.unmask.network.TrainableFlow;
import dev.unmask.network.TrainableNetwork;
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
import dev.unmask.text.Tokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A training that is ready to make its next step: begun anew, or taken up where its newest
/// checkpoint was written.
public final class Training implements AutoCloseable {
  private final Torch torch;
  private final Recipe recipe;
  private final TrainingFolder folder;
  private final CheckpointFolder start;
  private final Trainer trainer;
  private final Lessons held;
  private final Optional<Integer> otherThreads;

  private Training(
      Torch torch,
      Recipe recipe,
      TrainingFolder folder,
      CheckpointFolder start,
      Trainer trainer,
      Lessons held,
      Optional<Integer> otherThreads) {
    this.torch = torch;
    this.recipe = recipe;
    this.folder = folder;
    this.start = start;
    this.trainer = trainer;
    this.held = held;
    this.otherThreads = otherThreads;
  }

  /// Opens a training.
  ///
  /// @param model the folder that `start.model` of the recipe stands for
  /// @param target folder of the training; a checkpoint in it is taken up
  /// @throws Problem if the recipe does not fit the model, or a file is missing or broken
  public static Training open(Torch torch, Device device, Recipe recipe, Path model, Path target) {
    TrainingFolder folder = new TrainingFolder(target);
    CheckpointFolder start = start(recipe, model, folder);
    boolean masked = recipe.objective() instanceof Objective.MaskedDiffusion;
    boolean flow = recipe.objective() instanceof Objective.Flow;
    Blueprint blueprint =
        flow
            ? FlowModel.blueprint(start)
            : Families.blueprint(start, masked ? Reading.DIFFUSION : Reading.AUTOREGRESSIVE);
    refuseUnshiftedAdapter(recipe, blueprint);
    Tokenizer tokenizer = ModelText.open(start).tokenizer();
    int longest = Math.min(recipe.longest(), blueprint.maxLength());
    int filled = Math.min(blueprint.maxLength(), longest + Lessons.MOST_ADDED);
    int pad = tokenizer.special().pad().orElseGet(() -> tokenizer.special().eos().orElse(0));
    int mask = masked ? blueprint.maskId().orElseThrow(() -> noMask(start)) : 0;
    Optional<FlowShape> shape = flow ? Optional.of(FlowShape.of(start.config())) : Optional.empty();
    Function<Split, Lessons> lessons =
        split ->
            new Lessons(
                split == Split.TRAIN ? recipe.objective() : settled(recipe.objective()),
                mixture(recipe, split, tokenizer, longest),
                recipe.parts(),
                filled,
                pad,
                mask,
                recipe.seed(),
                shape);
    shape.ifPresent(known -> RecipeClasses.check(recipe.data(), known));
    if (!device.cuda()) {
      TrainingMemory.of(blueprint, recipe, filled).check(SystemMemory.available());
    }
    Trainable network =
        flow
            ? TrainableFlow.load(torch, device, start, recipe.precision())
            : TrainableNetwork.load(
                torch, device, start, blueprint, recipe.precision(), recipe.trained());
    Trainer trainer = new Trainer(torch, recipe, network, lessons.apply(Split.TRAIN));
    Optional<Integer> threads = Optional.empty();
    try {
      Optional<Path> newest = folder.newest();
      if (newest.isPresent()) {
        int then = TrainingFolder.resume(torch, trainer, newest.get());
        threads = then == torch.threads() ? Optional.empty() : Optional.of(then);
      }
    } catch (RuntimeException | Error e) {
      trainer.close();
      throw e;
    }
    return new Training(
        torch, recipe, folder, start, trainer, lessons.apply(Split.VALIDATION), threads);
  }

  private static Mixture mixture(Recipe recipe, Split split, Tokenizer tokenizer, int longest) {
    List<Mixture.Part> parts = new ArrayList<>();
    for (Recipe.Source source : recipe.data()) {
      Rows rows = rows(source, recipe, split, tokenizer, longest);
      parts.add(new Mixture.Part(rows, source.share(), source.label()));
    }
    return new Mixture(parts, recipe.batch(), recipe.seed());
  }

  private static Rows rows(
      Recipe.Source source, Recipe recipe, Split split, Tokenizer tokenizer, int longest) {
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
      default ->
          new ExerciseRows(
              new Exercises(grammar(source), recipe.seed()), split, tokenizer, longest);
    };
  }

  /// As at the end of the annealing, and without batches of another objective.
  private static Objective settled(Objective objective) {
    return objective instanceof Objective.MaskedDiffusion d
        ? new Objective.MaskedDiffusion(
            d.masking(), d.weight(), d.shift(), new Annealing(1), 0, d.longer())
        : objective;
  }

  private static CheckpointFolder start(Recipe recipe, Path model, TrainingFolder folder) {
    Path own = folder.start();
    Recipe.Start said = recipe.start();
    if (ModelFolder.present(own)) {
      return CheckpointFolder.open(own);
    }
    if (said.fresh().isPresent()) {
      StartFolder.fresh(said.fresh().get(), model, recipe.seed(), own);
      return CheckpointFolder.open(own);
    }
    CheckpointFolder given = CheckpointFolder.open(model);
    if (recipe.objective() instanceof Objective.Flow && !FlowShape.present(given.config())) {
      StartFolder.flow(given, said.flow(), recipe.seed(), own);
      return CheckpointFolder.open(own);
    }
    boolean masked = recipe.objective() instanceof Objective.MaskedDiffusion;
    boolean other = said.mask().isPresent() || said.changes().isPresent();
    if (masked && (other || !given.config().has("mask_token_id"))) {
      StartFolder.masked(given, said.mask(), said.changes(), own);
      return CheckpointFolder.open(own);
    }
    return given;
  }

  /// The grammar of a generated supply.
  ///
  /// @throws Problem PARAMETER if there is no such kind
  public static Grammar grammar(Recipe.Source source) {
    Config c = source.settings();
    return switch (source.kind()) {
      case "word-problems" -> {
        c.only("kind", "share", "class", "largest", "equations");
        yield new WordProblems(c.count("largest", 100), c.count("equations", 4));
      }
      case "worksheets" -> {
        c.only("kind", "share", "class", "largest");
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

  /// An adapter is read with the configuration of its base, which would say otherwise.
  private static void refuseUnshiftedAdapter(Recipe recipe, Blueprint blueprint) {
    if (recipe.trained() instanceof TrainedParts.LowRank
        && recipe.objective() instanceof Objective.MaskedDiffusion d
        && d.shift() != blueprint.shifted()) {
      throw new Problem(
          Code.PARAMETER,
          "An adapter cannot change whether the model is shifted.",
          "Train all weights, or leave objective.shift as it is in the base.");
    }
  }

  private static Problem noMask(CheckpointFolder start) {
    return new Problem(
        Code.MASK_TOKEN,
        "The configuration of " + start.name() + " names no mask.",
        "Give the recipe start.mask.");
  }

  /// The recipe.
  public Recipe recipe() {
    return recipe;
  }

  /// Makes the steps.
  public Trainer trainer() {
    return trainer;
  }

  /// Threads of the engine when the checkpoint was written, where they are others now: results then
  /// differ in the last bits.
  public Optional<Integer> otherThreads() {
    return otherThreads;
  }

  /// The mean cross-entropy on the validation split, noised as in training, under open attention.
  ///
  /// @return nats a target
  public double validation(int batches) {
    return trainer.validate(held, batches);
  }

  /// Writes a checkpoint.
  public Path save() {
    return folder.save(trainer, recipe, start, torch.threads());
  }

  /// Writes the finished model into the folder of the training.
  public void finish() {
    folder.finish(trainer, recipe, start);
  }

  @Override
  public void close() {
    trainer.close();
  }
}
