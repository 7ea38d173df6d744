package dev.unmask.train;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.checkpoint.Config;
import dev.unmask.checkpoint.ModelFolder;
import dev.unmask.checkpoint.SafetensorsWriter;
import dev.unmask.checkpoint.StoredType;
import dev.unmask.checkpoint.TensorEntry;
import dev.unmask.checkpoint.TensorReader;
import dev.unmask.checkpoint.WeightsFile;
import dev.unmask.engine.DType;
import dev.unmask.engine.Device;
import dev.unmask.engine.Scope;
import dev.unmask.engine.Tensor;
import dev.unmask.engine.Torch;
import dev.unmask.network.Precision;
import dev.unmask.network.TrainedParts;
import dev.unmask.network.TrainedWeight;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The folder of one training: where it began, its newest checkpoints, and in the end the model.
///
/// A checkpoint is a model folder that loads like any other, with the state of the optimiser beside
/// the weights; it is there as a whole or not at all. Since random numbers are functions of the
/// step, nothing else is needed to go on.
///
/// @param folder of the training
public record TrainingFolder(Path folder) {
  private static final String STEP = "step-";
  private static final String STATE = "training.safetensors";
  private static final String NOTES = "training.json";

  /// The recipe beside a checkpoint.
  static final String RECIPE = "recipe.json";

  private static final String WEIGHT = "weight.";
  private static final String AVERAGE = "average.";
  private static final int KEPT = 2;

  /// Where the start of the training is written, if it is not a published checkpoint as it stands.
  public Path start() {
    return folder.resolve("start");
  }

  /// The newest checkpoint.
  public Optional<Path> newest() {
    List<Path> all = checkpoints();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }

  /// The recipe of the newest checkpoint.
  public Optional<Path> recipe() {
    return newest().map(checkpoint -> checkpoint.resolve(RECIPE));
  }

  /// All of them, oldest first; folders that a user named otherwise are none.
  private List<Path> checkpoints() {
    return ModelFolder.within(folder, STEP).stream().filter(p -> step(p) >= 0).toList();
  }

  /// The step that a checkpoint's name says, or -1.
  private static long step(Path checkpoint) {
    String name = String.valueOf(checkpoint.getFileName());
    return name.matches(STEP + "\\d{8,18}") ? Long.parseLong(name.substring(STEP.length())) : -1;
  }

  /// The step of the newest checkpoint; 0 if there is none.
  public long step() {
    return newest().map(TrainingFolder::step).orElse(0L);
  }

  /// Writes a checkpoint, and removes all but the newest two.
  ///
  /// @param start what the training began with
  /// @return the checkpoint's folder
  /// @throws Problem WRITE if it cannot be written; older ones are then as they were
  public Path save(Trainer trainer, Recipe recipe, CheckpointFolder start, int threads) {
    Path target = folder.resolve(STEP + "%08d".formatted(trainer.steps()));
    model(trainer, recipe, start)
        .weights(STATE, state(trainer))
        .text(NOTES, "{\n \"step\": %d,\n \"threads\": %d\n}\n".formatted(trainer.steps(), threads))
        .write(target);
    List<Path> all = checkpoints();
    all.subList(0, Math.max(0, all.size() - KEPT)).forEach(ModelFolder::remove);
    return target;
  }

  /// Writes the model into the folder itself.
  public void finish(Trainer trainer, Recipe recipe, CheckpointFolder start) {
    model(trainer, recipe, start).into(folder);
  }

  private static ModelFolder model(Trainer trainer, Recipe recipe, CheckpointFolder start) {
    ModelFolder out = new ModelFolder().text(RECIPE, recipe.text());
    boolean brain = recipe.stored() == Precision.BF16;
    StoredType type = brain ? StoredType.BF16 : StoredType.F32;
    SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
    Map<String, Tensor> trained = new LinkedHashMap<>();
    trainer.network().trained().forEach(w -> trained.put(w.name(), w.value()));
    trainer.average().ifPresent(a -> trained.putAll(a.means()));
    trained.forEach(
        (name, value) ->
            writer.tensor(
                name, type, value.shape(), later(() -> WeightBytes.of(value, recipe.stored()))));
    if (recipe.trained() instanceof TrainedParts.LowRank low) {
      return out.text("adapter_config.json", low.peftConfig(start.folder().toString()))
          .weights("adapter_model.safetensors", writer);
    }
    for (TensorEntry t : start.tensors().values()) {
      if (!trained.containsKey(t.name())) {
        writer.tensor(t.name(), t.dtype(), t.shape(), later(() -> bytes(t)));
      }
    }
    return out.textSideOf(start.folder())
        .text(
            "config.json",
            StoredConfig.of(
                start.config(),
                recipe.objective(),
                brain ? "bfloat16" : "float32",
                recipe.infills() ? Optional.of(Supplies.sentinels(start)) : Optional.empty()))
        .weights("model.safetensors", writer);
  }

  /// All that the next step depends on, besides its number.
  private static Map<String, Tensor> tensors(Trainer trainer) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    for (TrainedWeight w : trainer.network().trained()) {
      all.put(WEIGHT + w.name(), w.value());
    }
    all.putAll(trainer.adamW().moments());
    trainer.average().ifPresent(a -> a.means().forEach((n, t) -> all.put(AVERAGE + n, t)));
    return all;
  }

  private static SafetensorsWriter state(Trainer trainer) {
    SafetensorsWriter writer = new SafetensorsWriter();
    Map<String, Tensor> all = tensors(trainer);
    all.forEach(
        (name, value) ->
            writer.tensor(
                name,
                StoredType.F32,
                value.shape(),
                later(() -> WeightBytes.of(value, Precision.F32))));
    return writer;
  }

  /// Brings a trainer to where the newest checkpoint was written.
  ///
  /// @return how many threads the checkpoint was made with
  /// @throws Problem if the checkpoint belongs to another recipe, or is broken
  int resume(Torch torch, Trainer trainer, Path checkpoint) {
    try {
      return taken(torch, trainer, checkpoint);
    } catch (Problem p) {
      List<Path> all = checkpoints();
      String before = all.size() > 1 ? "after step " + step(all.get(all.size() - 2)) : "anew";
      throw new Problem(
          p.code(),
          "The checkpoint " + checkpoint + " cannot be taken up: " + p.sentence(),
          "Move that folder away, and the training goes on " + before + ", or train elsewhere.",
          p);
    }
  }

  private static int taken(Torch torch, Trainer trainer, Path checkpoint) {
    Config notes = Config.read(checkpoint.resolve(NOTES));
    WeightsFile state = WeightsFile.open(checkpoint.resolve(STATE));
    Map<String, Tensor> all = tensors(trainer);
    if (!state.tensors().keySet().equals(all.keySet())) {
      throw new Problem(
          Code.CONFIG,
          "It belongs to another recipe.",
          "Train into another folder, or take the recipe beside the checkpoint.");
    }
    if (notes.integer("step") != step(checkpoint) || notes.integer("threads") < 1) {
      throw new Problem(
          Code.CONFIG,
          "%s says step %d and %d threads."
              .formatted(NOTES, notes.integer("step"), notes.integer("threads")),
          "Get the file again.");
    }
    try (Scope passing = torch.scope(Device.CPU)) {
      all.forEach(
          (name, value) -> {
            TensorEntry entry = state.require(name);
            Tensor read =
                torch.filled(
                    passing,
                    DType.F32,
                    entry.shape(),
                    (first, part) -> {
                      try (TensorReader reader = TensorReader.open(entry)) {
                        reader.floats(first, part);
                      }
                    });
            torch.set(value, read);
          });
    }
    trainer.adamW().resume(notes.integer("step"));
    return notes.integer("threads");
  }

  private static Iterable<ByteBuffer> later(Supplier<ByteBuffer> bytes) {
    return () -> List.of(bytes.get()).iterator();
  }

  private static ByteBuffer bytes(TensorEntry entry) {
    byte[] out = new byte[Math.toIntExact(entry.bytes())];
    try (TensorReader reader = TensorReader.open(entry)) {
      reader.bytes(0, MemorySegment.ofArray(out));
    }
    return ByteBuffer.wrap(out);
  }
}
