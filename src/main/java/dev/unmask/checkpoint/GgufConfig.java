package dev.unmask.checkpoint;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.Arrays;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes the `config.json` of the Hugging Face folder that a GGUF file was converted from, out of
/// the file's notes. Of an architecture that is not known it says the name only.
///
/// Two keys are our own: [#INTERLEAVED], because the converter turns queries and keys of some
/// architectures so that rotary pairs are neighbours; and [#SHIFTED], which says for a diffusion
/// model whether output row `i` predicts position `i + 1`.
///
/// @see "llama.cpp, convert_hf_to_gguf.py and gguf-py/gguf/constants.py"
final class GgufConfig {
  static final String INTERLEAVED = "unmask.rope_interleaved";
  static final String SHIFTED = "unmask.shift_logits";

  private final GgufNotes notes;
  private final String architecture;
  private final Set<String> tensors;
  private final float[] ropeFactors;
  private final ObjectNode json = JsonMapper.shared().createObjectNode();

  private GgufConfig(GgufNotes notes, Set<String> tensors, float[] ropeFactors) {
    this.notes = notes;
    this.architecture = notes.text("general.architecture");
    this.tensors = tensors;
    this.ropeFactors = ropeFactors;
  }

  /// @param tensors ggml's names
  /// @param ropeFactors content of `rope_freqs.weight`, empty if there is none
  static Config of(GgufNotes notes, Set<String> tensors, float[] ropeFactors) {
    GgufConfig config = new GgufConfig(notes, tensors, ropeFactors);
    config.write();
    return Config.parse(Words.name(notes.file()), config.json.toString());
  }

  private void write() {
    json.put("model_type", architecture);
    switch (architecture) {
      case "llama" -> transformers("LlamaForCausalLM", true);
      case "qwen2" -> transformers("Qwen2ForCausalLM", false);
      case "qwen3" -> transformers("Qwen3ForCausalLM", false);
      case "dream" -> transformers("DreamModel", false);
      case "llada" -> llada();
      case "gpt2" -> gpt2();
      default -> {
        return;
      }
    }
    id("bos_token_id", "bos");
    id("eos_token_id", "eos");
    id("pad_token_id", "padding");
    id("mask_token_id", "mask");
    if (notes.has("diffusion.shift_logits")) {
      json.put(SHIFTED, notes.truth("diffusion.shift_logits", true));
    }
  }

  private void transformers(String name, boolean interleaved) {
    refuseWhatTheyDoNotHave();
    json.putArray("architectures").add(name);
    count("hidden_size", "embedding_length");
    count("num_hidden_layers", "block_count");
    int heads = count("num_attention_heads", "attention.head_count");
    int keyHeads = has("attention.head_count_kv") ? every("attention.head_count_kv") : heads;
    json.put("num_key_value_heads", keyHeads);
    json.put("intermediate_size", every("feed_forward_length"));
    count("max_position_embeddings", "context_length");
    json.put("rms_norm_eps", notes.number(key("attention.layer_norm_rms_epsilon")));
    json.put("head_dim", headWidth(heads));
    json.put("hidden_act", "silu");
    json.put("attention_bias", tensors.contains("blk.0.attn_q.bias"));
    json.put("mlp_bias", tensors.contains("blk.0.ffn_up.bias"));
    json.put("tie_word_embeddings", !tensors.contains("output.weight"));
    json.put(INTERLEAVED, interleaved);
    rope();
  }

  private void llada() {
    refuseWhatTheyDoNotHave();
    json.putArray("architectures").add("LLaDAModelLM");
    count("d_model", "embedding_length");
    count("n_layers", "block_count");
    int heads = count("n_heads", "attention.head_count");
    int keyHeads = has("attention.head_count_kv") ? every("attention.head_count_kv") : heads;
    json.put("n_kv_heads", keyHeads);
    json.put("mlp_hidden_size", every("feed_forward_length"));
    count("max_sequence_length", "context_length");
    json.put("rms_norm_eps", notes.number(key("attention.layer_norm_rms_epsilon")));
    if (headWidth(heads) != json.path("d_model").intValue() / Math.max(1, heads)) {
      throw unsupported("heads of a width of their own");
    }
    json.put(INTERLEAVED, true);
    rope();
  }

  private void gpt2() {
    json.putArray("architectures").add("GPT2LMHeadModel");
    count("n_embd", "embedding_length");
    count("n_layer", "block_count");
    count("n_head", "attention.head_count");
    count("n_positions", "context_length");
    json.put("n_inner", every("feed_forward_length"));
    json.put("layer_norm_epsilon", notes.number(key("attention.layer_norm_epsilon")));
  }

  private void refuseWhatTheyDoNotHave() {
    if (has("expert_count") && notes.count(key("expert_count")) > 0) {
      throw unsupported("several experts in each layer");
    }
    if (has("attention.sliding_window")
        && notes.count(key("attention.sliding_window")) > 0
        && notes.count(key("attention.sliding_window")) < notes.count(key("context_length"))) {
      throw unsupported("attention within a sliding window");
    }
  }

  /// The width of a head, which must be that of values too and of the part that is rotated.
  private int headWidth(int heads) {
    int width = notes.count(key("embedding_length")) / Math.max(1, heads);
    if (has("attention.key_length")) {
      width = notes.count(key("attention.key_length"));
    }
    if (has("attention.value_length") && notes.count(key("attention.value_length")) != width) {
      throw unsupported("values of another width than keys");
    }
    if (has("rope.dimension_count") && notes.count(key("rope.dimension_count")) != width) {
      throw unsupported("rotary positions in a part of each head");
    }
    return width;
  }

  private void rope() {
    if (has("rope.freq_base")) {
      json.put("rope_theta", notes.number(key("rope.freq_base")));
    }
    String kind = notes.text(key("rope.scaling.type"), "none");
    boolean linear = kind.equals("linear") || has("rope.scale_linear");
    if (ropeFactors.length > 0) {
      if (!kind.equals("none")) {
        throw unsupported("two scalings of its rotary positions");
      }
      ArrayNode factors = scaling("factors").putArray("factors");
      for (float f : ropeFactors) {
        factors.add(f);
      }
    } else if (linear) {
      String factor = has("rope.scaling.factor") ? "rope.scaling.factor" : "rope.scale_linear";
      scaling("linear").put("factor", notes.number(key(factor)));
    } else if (kind.equals("yarn")) {
      yarn();
    } else if (!kind.equals("none")) {
      throw unsupported("rotary positions scaled by " + Words.quote(kind));
    }
  }

  private void yarn() {
    ObjectNode yarn = scaling("yarn");
    double factor = notes.number(key("rope.scaling.factor"));
    yarn.put("factor", factor);
    if (has("rope.scaling.original_context_length")) {
      yarn.put(
          "original_max_position_embeddings",
          notes.count(key("rope.scaling.original_context_length")));
    }
    for (String attention : new String[] {"attn_factor", "yarn_attn_factor"}) {
      if (has("rope.scaling." + attention)) {
        double more = notes.number(key("rope.scaling." + attention));
        yarn.put("attention_factor", more * (0.1 * Math.log(factor) + 1));
      }
    }
    for (String beta : new String[] {"beta_fast", "beta_slow"}) {
      if (has("rope.scaling.yarn_" + beta)) {
        yarn.put(beta, notes.number(key("rope.scaling.yarn_" + beta)));
      }
    }
  }

  private ObjectNode scaling(String kind) {
    return json.putObject("rope_scaling").put("rope_type", kind);
  }

  private void id(String key, String role) {
    String note = "tokenizer.ggml." + role + "_token_id";
    // Files in use say 4294967295 where there is no such token.
    if (notes.has(note) && notes.whole(note) <= Integer.MAX_VALUE) {
      json.put(key, notes.count(note));
    }
  }

  private int count(String key, String note) {
    int n = notes.count(key(note));
    json.put(key, n);
    return n;
  }

  /// A number that the file may give for each layer; it must be one for all.
  private int every(String note) {
    if (!notes.isList(key(note))) {
      return notes.count(key(note));
    }
    int[] each = notes.wholes(key(note));
    if (each.length == 0 || Arrays.stream(each).anyMatch(n -> n != each[0])) {
      throw unsupported("another " + note + " in each layer");
    }
    return each[0];
  }

  private boolean has(String note) {
    return notes.has(key(note));
  }

  private String key(String note) {
    return architecture + "." + note;
  }

  private Problem unsupported(String what) {
    return new Problem(
        Code.ARCHITECTURE,
        "The network in " + Words.name(notes.file()) + " has " + what + ", which is not supported.",
        "Choose another model.");
  }
}
