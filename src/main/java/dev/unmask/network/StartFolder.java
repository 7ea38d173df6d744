package dev.unmask.network;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.checkpoint.Config;
import dev.unmask.checkpoint.ModelFolder;
import dev.unmask.checkpoint.SafetensorsWriter;
import dev.unmask.checkpoint.StoredType;
import dev.unmask.checkpoint.TensorEntry;
import dev.unmask.checkpoint.TensorReader;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The checkpoint with which a training begins, in the layout of what it will make: an untrained
/// network, or a published one under the names and with the mask that the trained one will have.
public final class StartFolder {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String WEIGHTS = "model.safetensors";
  private static final String GPT2 = "GPT-2";

  private StartFolder() {}

  /// An untrained network.
  ///
  /// @param config of it
  /// @param text model whose tokenizer it uses
  /// @param seed of the weights
  public static void fresh(Config config, Path text, long seed, Path target) {
    SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
    for (FreshWeights w : FreshWeights.of(config, seed)) {
      writer.tensor(w.name(), StoredType.F32, w.shape(), bytes(w.values()));
    }
    new ModelFolder()
        .textSideOf(text)
        .text("config.json", config.json())
        .weights(WEIGHTS, writer)
        .write(target);
  }

  /// A published network as the start of a masked diffusion model: LLaMA and its relatives keep
  /// their names (DiffuLLaMA), GPT-2 gets those of DiffuGPT.
  ///
  /// @param mask a token's text, an id, or `new` for a row of its own, which begins as the mean of
  ///     the others; empty if the configuration names one
  /// @param changes of the configuration
  /// @throws Problem MASK_TOKEN if there is no such token
  public static void masked(
      CheckpointFolder base, Optional<String> mask, Optional<Config> changes, Path target) {
    Blueprint blueprint = Families.blueprint(base);
    boolean gpt2 = blueprint.family().equals(GPT2);
    String tokens = ((Slot.Stored) blueprint.slots().getFirst()).tensor();
    int rows = blueprint.vocabulary();
    boolean added = mask.equals(Optional.of("new"));
    Config config = config(base, mask, changes);
    int total = config.count("vocab_size");
    SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
    for (TensorEntry t : base.tensors().values()) {
      if (t.name().endsWith(".attn.bias") || t.name().endsWith(".attn.masked_bias")) {
        continue; // GPT-2's causal mask, which is no weight
      }
      float[] values = floats(t);
      long[] shape = t.shape();
      boolean table = shape.length == 2 && shape[0] == rows && added && grows(t.name(), tokens);
      if (table) {
        values = grown(values, rows, total, (int) shape[1]);
        shape = new long[] {total, shape[1]};
      }
      writer.tensor(gpt2 ? diffuGpt(t.name()) : t.name(), StoredType.F32, shape, bytes(values));
    }
    new ModelFolder()
        .textSideOf(base.folder())
        .text("config.json", config.json())
        .weights(WEIGHTS, writer)
        .write(target);
  }

  /// The configuration of a masked diffusion model that begins as a published network, or beside it
  /// untrained.
  ///
  /// @param mask as above
  /// @param changes as above
  /// @throws Problem MASK_TOKEN if there is no such token
  public static Config config(
      CheckpointFolder base, Optional<String> mask, Optional<Config> changes) {
    ObjectNode config = (ObjectNode) JSON.readTree(base.config().json());
    changes.ifPresent(c -> config.setAll((ObjectNode) JSON.readTree(c.json())));
    Blueprint blueprint = Families.blueprint(base);
    int rows = blueprint.vocabulary();
    boolean added = mask.equals(Optional.of("new"));
    config.put("mask_token_id", added ? rows : id(base, mask, config, rows));
    config.put("vocab_size", added ? (rows + 2) / 2 * 2 : rows);
    if (blueprint.family().equals(GPT2)) {
      config.set("architectures", JSON.createArrayNode().add("DiscreteDiffusionModel"));
    }
    return Config.parse("config.json", config.toPrettyString(), "correct start of the recipe");
  }

  /// A published network with a flow path beside it that begins as the base alone.
  ///
  /// @param said hyper-parameters that differ from those of the shipped models
  /// @throws Problem if the network can have no flow path, or a hyper-parameter is not supported
  public static void flow(CheckpointFolder base, Optional<Config> said, long seed, Path target) {
    ObjectNode config = (ObjectNode) JSON.readTree(base.config().json());
    ObjectNode flow = (ObjectNode) JSON.readTree(FlowShape.SHIPPED);
    said.ifPresent(FlowShape::known);
    said.ifPresent(c -> flow.setAll((ObjectNode) JSON.readTree(c.json())));
    config.set(FlowShape.KEY, flow);
    Config whole =
        Config.parse("config.json", config.toString(), "correct start.flow of the recipe");
    SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
    for (TensorEntry t : base.tensors().values()) {
      writer.tensor(t.name(), t.dtype(), t.shape(), List.of(raw(t)));
    }
    for (FreshWeights w : FreshFlow.of(whole, base, seed)) {
      writer.tensor(w.name(), StoredType.F32, w.shape(), bytes(w.values()));
    }
    new ModelFolder()
        .textSideOf(base.folder())
        .text("config.json", config.toPrettyString())
        .weights(WEIGHTS, writer)
        .write(target);
  }

  private static ByteBuffer raw(TensorEntry t) {
    byte[] out = new byte[Math.toIntExact(t.bytes())];
    try (TensorReader reader = TensorReader.open(t)) {
      reader.bytes(0, MemorySegment.ofArray(out));
    }
    return ByteBuffer.wrap(out);
  }

  private static boolean grows(String name, String tokens) {
    return name.equals(tokens) || name.equals("lm_head.weight");
  }

  private static int id(CheckpointFolder base, Optional<String> mask, JsonNode config, int rows) {
    OptionalInt found =
        mask.isEmpty()
            ? config.path("mask_token_id").isInt()
                ? OptionalInt.of(config.path("mask_token_id").asInt())
                : OptionalInt.empty()
            : mask.get().matches("\\d{1,9}")
                ? OptionalInt.of(Integer.parseInt(mask.get()))
                : ModelText.open(base).tokenizer().idOf(mask.get());
    if (found.isEmpty() || found.getAsInt() >= rows) {
      throw new Problem(
          Code.MASK_TOKEN,
          mask.isEmpty()
              ? "The recipe does not say which token is the mask."
              : "The model has no token “" + mask.get() + "” to use as the mask.",
          "Give the recipe start.mask: a token's text, an id below "
              + rows
              + ", or new for a row of its own.");
    }
    return found.getAsInt();
  }

  private static String diffuGpt(String name) {
    String bare = name.startsWith("transformer.") ? name.substring(12) : name;
    return switch (bare) {
      case "wte.weight" -> "embed_tokens.weight";
      case "lm_head.weight" -> bare;
      default -> "denoise_model." + bare;
    };
  }

  /// New rows are the mean of the old ones.
  private static float[] grown(float[] table, int rows, int total, int width) {
    float[] out = java.util.Arrays.copyOf(table, total * width);
    for (int c = 0; c < width; c++) {
      double sum = 0;
      for (int r = 0; r < rows; r++) {
        sum += table[r * width + c];
      }
      for (int r = rows; r < total; r++) {
        out[r * width + c] = (float) (sum / rows);
      }
    }
    return out;
  }

  private static float[] floats(TensorEntry t) {
    float[] values = new float[Math.toIntExact(t.elements())];
    try (TensorReader reader = TensorReader.open(t)) {
      reader.floats(0, MemorySegment.ofArray(values));
    }
    return values;
  }

  private static List<ByteBuffer> bytes(float[] values) {
    ByteBuffer out =
        ByteBuffer.allocate(Math.multiplyExact(values.length, 4)).order(ByteOrder.LITTLE_ENDIAN);
    out.asFloatBuffer().put(values);
    return List.of(out);
  }
}
