package dev.unmask.train;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.checkpoint.FolderLock;
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
import dev.unmask.task.Split;
import dev.unmask.text.Tokenizer;
import java.nio.file.Path;
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
  private final Resumed resumed;
  private final FolderLock lock;

  /// How a training was taken up.
  ///
  /// @param otherThreads of the engine when the checkpoint was written, where they are others now:
  ///     results then differ in the last bits
  /// @param changes of the recipe since then, `key: before, now` each
  public record Resumed(Optional<Integer> otherThreads, List<String> changes) {
    static final Resumed NOT = new Resumed(Optional.empty(), List.of());
  }

  private Training(
      Torch torch,
      Recipe recipe,
      TrainingFolder folder,
      CheckpointFolder start,
      Trainer trainer,
      Lessons held,
      Resumed resumed,
      FolderLock lock) {
    this.torch = torch;
    this.recipe = recipe;
    this.folder = folder;
    this.start = start;
    this.trainer = trainer;
    this.held = held;
    this.resumed = resumed;
    this.lock = lock;
  }

  /// Opens a training.
  ///
  /// @param model the folder that `start.model` of the recipe stands for
  /// @param target folder of the training; a checkpoint in it is taken up
  /// @throws Problem if the recipe does not fit the model, or a file is missing or broken
  public static Training open(Torch torch, Device device, Recipe recipe, Path model, Path target) {
    FolderLock lock = FolderLock.of(target);
    TrainingFolder folder = new TrainingFolder(target);
    boolean begun = ModelFolder.present(folder.start());
    try {
      return open(torch, device, recipe, model, folder, lock);
    } catch (RuntimeException | Error e) {
      if (!begun) {
        forget(folder.start(), e);
      }
      lock.close();
      throw e;
    }
  }

  /// The next try, with another start, would begin with this one.
  private static void forget(Path start, Throwable why) {
    try {
      ModelFolder.remove(start);
    } catch (Problem left) {
      why.addSuppressed(left);
    }
  }

  private static Training open(
      Torch torch,
      Device device,
      Recipe recipe,
      Path model,
      TrainingFolder folder,
      FolderLock lock) {
    Optional<Path> newest = folder.newest();
    List<String> changes =
        newest.map(checkpoint -> RecipeChanges.since(checkpoint, recipe)).orElse(List.of());
    CheckpointFolder start = start(recipe, model, folder);
    boolean masked = recipe.objective() instanceof Objective.MaskedDiffusion;
    boolean flow = recipe.objective() instanceof Objective.Flow;
    Blueprint blueprint =
        flow
            ? FlowModel.blueprint(start)
            : Families.blueprint(start, masked ? Reading.DIFFUSION : Reading.AUTOREGRESSIVE);
    refuseUnshiftedAdapter(recipe, blueprint);
    Tokenizer tokenizer = ModelText.open(start).tokenizer();
    fits(tokenizer, blueprint);
    Function<Split, Lessons> lessons =
        split -> Supplies.lessons(recipe, split, start, blueprint, tokenizer);
    Lessons learnt = lessons.apply(Split.TRAIN);
    if (!device.cuda()) {
      TrainingMemory.of(blueprint, recipe, Supplies.filled(recipe, blueprint))
          .check(SystemMemory.available());
    }
    Trainable network =
        flow
            ? TrainableFlow.load(torch, device, start, recipe.precision())
            : TrainableNetwork.load(
                torch, device, start, blueprint, recipe.precision(), recipe.trained());
    Trainer trainer = new Trainer(torch, recipe, network, learnt);
    Resumed resumed = Resumed.NOT;
    try {
      if (newest.isPresent()) {
        int then = folder.resume(torch, trainer, newest.get());
        resumed =
            new Resumed(then == torch.threads() ? Optional.empty() : Optional.of(then), changes);
      }
    } catch (RuntimeException | Error e) {
      trainer.close();
      throw e;
    }
    return new Training(
        torch, recipe, folder, start, trainer, lessons.apply(Split.VALIDATION), resumed, lock);
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

  private static void fits(Tokenizer tokenizer, Blueprint blueprint) {
    if (tokenizer.size() > blueprint.vocabulary()) {
      throw new Problem(
          Code.TOKENIZER,
          "The tokenizer has %,d tokens and the network rows for %,d."
              .formatted(tokenizer.size(), blueprint.vocabulary()),
          "Give the network a vocab_size of at least as many.");
    }
  }

  /// The recipe.
  public Recipe recipe() {
    return recipe;
  }

  /// Makes the steps.
  public Trainer trainer() {
    return trainer;
  }

  /// How it was taken up.
  public Resumed resumed() {
    return resumed;
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
    lock.close();
  }
}
