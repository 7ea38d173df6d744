package dev.unmask.network;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.checkpoint.Config;
import dev.unmask.engine.ProgramSource;
import dev.unmask.network.Blueprint.Kind;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// GPT-2 and the diffusion models adapted from it.
final class Gpt2Families {
  private static final ProgramSource PROGRAM =
      ProgramSource.of("linear.py", "embedding.py", "gpt2.py", "vocabulary.py", "questions.py");

  private Gpt2Families() {}

  /// GPT-2 as published, left to right; names with and without `transformer.`.
  record Gpt2() implements Family {
    @Override
    public String name() {
      return "GPT-2";
    }

    @Override
    public boolean matches(CheckpointFolder folder) {
      return isGpt2(folder) && prefix(folder) != null;
    }

    @Override
    public Blueprint blueprint(CheckpointFolder folder, Reading reading) {
      String prefix = folder.tensors().containsKey("transformer.wte.weight") ? "transformer." : "";
      return build(folder, this, Kind.AUTOREGRESSIVE, prefix + "wte.weight", prefix);
    }

    private static @Nullable String prefix(CheckpointFolder folder) {
      for (String p : List.of("transformer.", "")) {
        if (folder.tensors().containsKey(p + "wte.weight")) {
          return p;
        }
      }
      return null;
    }
  }

  /// DiffuGPT: the GPT-2 trunk made bidirectional, under its own names. Its `config.json` says
  /// `gpt2` too, so the names decide (read as GPT-2 no tensor would match).
  record DiffuGpt() implements Family {
    @Override
    public String name() {
      return "DiffuGPT";
    }

    @Override
    public boolean matches(CheckpointFolder folder) {
      return isGpt2(folder) && folder.tensors().containsKey("embed_tokens.weight");
    }

    @Override
    public Blueprint blueprint(CheckpointFolder folder, Reading reading) {
      return build(folder, this, Kind.MASKED_DIFFUSION, "embed_tokens.weight", "denoise_model.");
    }
  }

  private static boolean isGpt2(CheckpointFolder folder) {
    return folder.config().text("model_type", "").equals("gpt2");
  }

  private static Blueprint build(
      CheckpointFolder folder, Family family, Kind kind, String tokens, String prefix) {
    Config config = folder.config();
    refuseVariants(config);
    Gpt2Shape shape = Gpt2Shape.of(config, Sizes.layers(folder, config, "n_layer"));
    int width = shape.width();
    // The table may have more rows than the configuration says: an added mask token, padding.
    int vocabulary = Weights.rows(folder, tokens, width);
    Slot.Stored head =
        new Slot.Stored(
            folder.tensors().containsKey("lm_head.weight") ? "lm_head.weight" : tokens,
            vocabulary,
            width);
    return new Blueprint(
        family.name(),
        kind,
        kind == Kind.MASKED_DIFFUSION && config.bool(Blueprint.SHIFTED, true),
        vocabulary,
        shape.positions(),
        config.id("mask_token_id"),
        PROGRAM,
        shape.constants(kind == Kind.AUTOREGRESSIVE),
        shape.slots(tokens, prefix, vocabulary),
        List.of(head),
        shape.cache(),
        Blueprint.Traits.adapted(kind));
  }

  private static void refuseVariants(Config config) {
    String activation = config.text("activation_function", "gelu_new");
    if (!activation.equals("gelu_new") && !activation.equals("gelu_pytorch_tanh")) {
      throw unsupported("activation_function " + activation);
    }
    if (config.bool("scale_attn_by_inverse_layer_idx", false)) {
      throw unsupported("scale_attn_by_inverse_layer_idx");
    }
    if (!config.bool("scale_attn_weights", true)) {
      throw unsupported("scale_attn_weights false");
    }
  }

  private static Problem unsupported(String what) {
    return new Problem(
        Code.ARCHITECTURE,
        "This GPT-2 uses " + what + ", which Unmask does not support.",
        "Use a checkpoint with the published GPT-2 settings.");
  }
}
