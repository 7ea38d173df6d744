package dev.unmask.network;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.checkpoint.Config;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The trunk of LLaMA and its relatives: RMSNorm, rotary positions, grouped keys and values, a
/// gated feed-forward layer; biases and query/key norms where a relative has them.
///
/// @param names of the tensors
/// @param layers of the network
/// @param width of the residual stream
/// @param heads for queries
/// @param keyValueHeads for keys and values; divides `heads`
/// @param headWidth of one head
/// @param inner width of the feed-forward layer
/// @param positions the longest canvas
/// @param eps of RMSNorm
/// @param qkvBias whether queries, keys and values have biases
/// @param outBias whether the attention's output has one
/// @param mlpBias whether the feed-forward layers have them
/// @param queryKeyNorm whether heads of queries and keys are normalised (Qwen3)
/// @param interleaved whether rotary pairs are neighbours (llama2.c, GGUF) rather than halves apart
/// @param rotary frequencies
record LlamaShape(
    LlamaNames names,
    int layers,
    int width,
    int heads,
    int keyValueHeads,
    int headWidth,
    int inner,
    int positions,
    double eps,
    boolean qkvBias,
    boolean outBias,
    boolean mlpBias,
    boolean queryKeyNorm,
    boolean interleaved,
    RotaryFrequencies rotary) {

  /// Said by GGUF and llama2.c files only; published folders have halves.
  static final String INTERLEAVED = "unmask.rope_interleaved";

  /// Weights of a layer that all relatives have.
  private static final int COMMON = 9;

  LlamaShape {
    if (heads % keyValueHeads != 0 || headWidth % 2 != 0) {
      throw new Problem(
          Code.CONFIG,
          "config.json asks for "
              + heads
              + " heads of width "
              + headWidth
              + " over "
              + keyValueHeads
              + " key-value heads.",
          "The heads must be a multiple of the key-value heads and of even width; check it.");
    }
  }

  /// Reads the keys that transformers uses for LLaMA and its relatives.
  static LlamaShape transformers(
      CheckpointFolder folder, boolean qkvBias, boolean outBias, boolean norms) {
    Config config = folder.config();
    int layers = Sizes.layers(folder, config, "num_hidden_layers");
    return transformers(config, layers, qkvBias, outBias, norms);
  }

  /// The same where there are no weights yet.
  static LlamaShape transformers(
      Config config, int layers, boolean qkvBias, boolean outBias, boolean norms) {
    String activation = config.text("hidden_act", "silu");
    if (!activation.equals("silu") && !activation.equals("swish")) {
      throw new Problem(
          Code.ARCHITECTURE,
          "This network uses the activation " + activation + ", which Unmask does not support.",
          "LLaMA and Qwen use silu; check config.json.");
    }
    int width = Sizes.width(config, "hidden_size");
    int heads = Sizes.width(config, "num_attention_heads");
    int headWidth = Sizes.width(config, "head_dim", Math.max(1, width / heads));
    int positions = config.count("max_position_embeddings");
    RotaryFrequencies rotary = RotaryFrequencies.of(config, headWidth, positions);
    return new LlamaShape(
        LlamaNames.TRANSFORMERS,
        layers,
        width,
        heads,
        Sizes.width(config, "num_key_value_heads", heads),
        headWidth,
        Sizes.width(config, "intermediate_size"),
        rotary.reach(positions),
        config.number("rms_norm_eps", 1e-6),
        qkvBias,
        outBias,
        config.bool("mlp_bias", false),
        norms,
        config.bool(INTERLEAVED, false),
        rotary);
  }

  /// The arrays in the order that `llama.py` reads.
  List<Slot> slots(int vocabulary) {
    List<Slot> slots = new ArrayList<>();
    slots.add(new Slot.Stored(names.tokens(), vocabulary, width));
    slots.add(new Slot.Stored(names.finalNorm(), width));
    slots.add(new Slot.Computed("inverse frequencies", rotary.inverse()));
    for (int i = 0; i < layers; i++) {
      layer(slots, names.layer().formatted(i));
    }
    return slots;
  }

  private void layer(List<Slot> slots, String at) {
    long queries = (long) heads * headWidth;
    long keys = (long) keyValueHeads * headWidth;
    slots.add(new Slot.Stored(at + names.attentionNorm() + ".weight", width));
    slots.add(Slot.Linear.of(at + names.query() + ".weight", queries, width));
    slots.add(Slot.Linear.of(at + names.key() + ".weight", keys, width));
    slots.add(Slot.Linear.of(at + names.value() + ".weight", keys, width));
    slots.add(Slot.Linear.of(at + names.out() + ".weight", width, queries));
    slots.add(new Slot.Stored(at + names.feedForwardNorm() + ".weight", width));
    slots.add(Slot.Linear.of(at + names.gate() + ".weight", inner, width));
    slots.add(Slot.Linear.of(at + names.up() + ".weight", inner, width));
    slots.add(Slot.Linear.of(at + names.down() + ".weight", width, inner));
    if (qkvBias) {
      slots.add(new Slot.Stored(at + names.query() + ".bias", queries));
      slots.add(new Slot.Stored(at + names.key() + ".bias", keys));
      slots.add(new Slot.Stored(at + names.value() + ".bias", keys));
    }
    if (outBias) {
      slots.add(new Slot.Stored(at + names.out() + ".bias", width));
    }
    if (queryKeyNorm) {
      slots.add(new Slot.Stored(at + "self_attn.q_norm.weight", headWidth));
      slots.add(new Slot.Stored(at + "self_attn.k_norm.weight", headWidth));
    }
    if (mlpBias) {
      slots.add(new Slot.Stored(at + names.gate() + ".bias", inner));
      slots.add(new Slot.Stored(at + names.up() + ".bias", inner));
      slots.add(new Slot.Stored(at + names.down() + ".bias", width));
    }
  }

  /// Keys and values of one position.
  CacheShape cache() {
    return new CacheShape(layers, keyValueHeads, headWidth);
  }

  /// Attributes of `llama.py`; `*_at` says where in a layer the optional weights begin.
  Map<String, Object> constants(boolean causal) {
    long out = (long) COMMON + (qkvBias ? 3 : 0);
    long norms = out + (outBias ? 1 : 0);
    long mlp = norms + (queryKeyNorm ? 2 : 0);
    Map<String, Object> c = new HashMap<>(rotary.constants());
    c.put("layers", (long) layers);
    c.put("heads", (long) heads);
    c.put("kv_heads", (long) keyValueHeads);
    c.put("head_width", (long) headWidth);
    c.put("eps", eps);
    c.put("causal", causal);
    c.put("interleaved", interleaved);
    c.put("qkv_bias", qkvBias);
    c.put("qkv_bias_at", (long) COMMON);
    c.put("out_bias", outBias);
    c.put("out_bias_at", out);
    c.put("qk_norm", queryKeyNorm);
    c.put("qk_norm_at", norms);
    c.put("mlp_bias", mlpBias);
    c.put("mlp_bias_at", mlp);
    c.put("stride", mlp + (mlpBias ? 3 : 0));
    return c;
  }
}
