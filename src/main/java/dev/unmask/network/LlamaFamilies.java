package dev.unmask.network;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.checkpoint.Config;
import dev.unmask.engine.ProgramSource;
import dev.unmask.network.Blueprint.Kind;
import dev.unmask.network.Blueprint.Padding;
import dev.unmask.network.Blueprint.Traits;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.List;
import java.util.Locale;

/// LLaMA, its relatives, and the diffusion models adapted from or shaped like them.
final class LlamaFamilies {
  private static final ProgramSource PROGRAM =
      ProgramSource.of("linear.py", "embedding.py", "llama.py", "vocabulary.py", "questions.py");

  /// Dream and LLaDA.
  private static final Traits LEFT_HIDDEN = Traits.plain(Padding.LEFT_HIDDEN);

  private LlamaFamilies() {}

  /// LLaMA 2 and 3, and DiffuLLaMA under the same names.
  record Llama() implements Family {
    @Override
    public String name() {
      return "LLaMA";
    }

    @Override
    public boolean matches(CheckpointFolder folder) {
      return type(folder).equals("llama");
    }

    @Override
    public Blueprint blueprint(CheckpointFolder folder, Reading reading) {
      Config config = folder.config();
      boolean bias = config.bool("attention_bias", false);
      Kind kind = kind(folder, reading);
      String name = kind == Kind.MASKED_DIFFUSION ? "DiffuLLaMA" : name();
      return build(name, folder, kind, true, LlamaShape.transformers(folder, bias, bias, false));
    }
  }

  /// Qwen2 and Qwen2.5, left to right or adapted in the way of DiffuLLaMA.
  record Qwen2() implements Family {
    @Override
    public String name() {
      return "Qwen2";
    }

    @Override
    public boolean matches(CheckpointFolder folder) {
      return type(folder).equals("qwen2");
    }

    @Override
    public Blueprint blueprint(CheckpointFolder folder, Reading reading) {
      refuseSlidingWindow(folder.config());
      LlamaShape shape = LlamaShape.transformers(folder, true, false, false);
      return build(name(), folder, kind(folder, reading), true, shape);
    }
  }

  /// Qwen3: norms on queries and keys.
  record Qwen3() implements Family {
    @Override
    public String name() {
      return "Qwen3";
    }

    @Override
    public boolean matches(CheckpointFolder folder) {
      return type(folder).equals("qwen3");
    }

    @Override
    public Blueprint blueprint(CheckpointFolder folder, Reading reading) {
      Config config = folder.config();
      refuseSlidingWindow(config);
      boolean bias = config.bool("attention_bias", false);
      LlamaShape shape = LlamaShape.transformers(folder, bias, bias, true);
      return build(name(), folder, kind(folder, reading), true, shape);
    }
  }

  /// Dream: a Qwen2.5 that predicts masks, shifted.
  record Dream() implements Family {
    @Override
    public String name() {
      return "Dream";
    }

    @Override
    public boolean matches(CheckpointFolder folder) {
      return type(folder).equals("dream");
    }

    @Override
    public Blueprint blueprint(CheckpointFolder folder, Reading reading) {
      refuseSlidingWindow(folder.config());
      LlamaShape shape = LlamaShape.transformers(folder, true, false, false);
      return build(name(), folder, Kind.MASKED_DIFFUSION, true, shape, LEFT_HIDDEN);
    }
  }

  /// LLaDA: its own names, trained from scratch, not shifted.
  record Llada() implements Family {
    @Override
    public String name() {
      return "LLaDA";
    }

    @Override
    public boolean matches(CheckpointFolder folder) {
      return type(folder).equals("llada");
    }

    @Override
    public Blueprint blueprint(CheckpointFolder folder, Reading reading) {
      Config config = folder.config();
      int width = Sizes.width(config, "d_model");
      int heads = Sizes.width(config, "n_heads");
      int positions = config.count("max_sequence_length");
      boolean bias = config.bool("include_bias", false);
      if (config.bool("alibi", false)
          || !config.bool("rope", true)
          || config.bool("attention_layer_norm", false)
          || !config.text("layer_norm_type", "rms").equals("rms")
          || !config.text("block_type", "llama").equals("llama")
          || bias
          || config.bool("include_qkv_bias", false)) {
        throw new Problem(
            Code.ARCHITECTURE,
            "This LLaDA has another block than the published models.",
            "Supported: RMSNorm, rotary positions, LLaMA blocks without biases.");
      }
      LlamaShape shape =
          new LlamaShape(
              LlamaNames.LLADA,
              Sizes.layers(folder, config, "n_layers"),
              width,
              heads,
              Sizes.width(config, "n_kv_heads", heads),
              width / heads,
              Sizes.width(config, "mlp_hidden_size"),
              positions,
              config.number("rms_norm_eps", 1e-5),
              false,
              false,
              false,
              false,
              config.bool(LlamaShape.INTERLEAVED, false),
              RotaryFrequencies.of(config, width / heads, positions));
      return build(name(), folder, Kind.MASKED_DIFFUSION, false, shape, LEFT_HIDDEN);
    }
  }

  private static String type(CheckpointFolder folder) {
    return folder.config().text("model_type", "").toLowerCase(Locale.ROOT);
  }

  /// Left to right, unless the reader says otherwise or a mask token is named.
  private static Kind kind(CheckpointFolder folder, Reading reading) {
    return switch (reading) {
      case DIFFUSION -> Kind.MASKED_DIFFUSION;
      case AUTOREGRESSIVE -> Kind.AUTOREGRESSIVE;
      case AUTOMATIC ->
          folder.config().has("mask_token_id") ? Kind.MASKED_DIFFUSION : Kind.AUTOREGRESSIVE;
    };
  }

  private static void refuseSlidingWindow(Config config) {
    if (config.bool("use_sliding_window", false)) {
      throw new Problem(
          Code.ARCHITECTURE,
          "This network attends within a sliding window, which Unmask does not support.",
          "Use a checkpoint whose config.json has use_sliding_window false.");
    }
  }

  private static Blueprint build(
      String name, CheckpointFolder folder, Kind kind, boolean shifted, LlamaShape shape) {
    return build(name, folder, kind, shifted, shape, Traits.adapted(kind));
  }

  private static Blueprint build(
      String name,
      CheckpointFolder folder,
      Kind kind,
      boolean shifted,
      LlamaShape shape,
      Traits traits) {
    LlamaNames names = shape.names();
    int vocabulary = Weights.rows(folder, names.tokens(), shape.width());
    boolean untied = folder.tensors().containsKey(names.head());
    return new Blueprint(
        name,
        kind,
        kind == Kind.MASKED_DIFFUSION && folder.config().bool(Blueprint.SHIFTED, shifted),
        vocabulary,
        shape.positions(),
        folder.config().id("mask_token_id"),
        PROGRAM,
        shape.constants(kind == Kind.AUTOREGRESSIVE),
        shape.slots(vocabulary),
        List.of(new Slot.Stored(untied ? names.head() : names.tokens(), vocabulary, shape.width())),
        shape.cache(),
        traits);
  }
}
