package dev.unmask.checkpoint;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// From ggml's tensor names to those of the Hugging Face folder that a file was converted from.
///
/// @param whole names of the tensors outside of layers, without `.weight` or `.bias`
/// @param layer what a layer's names begin with, `%s` for its number
/// @param inLayer names within a layer
/// @param transposed those within a layer that the converter turned over
/// @see "llama.cpp, gguf-py/gguf/tensor_mapping.py"
record GgufNames(
    Map<String, String> whole, String layer, Map<String, String> inLayer, Set<String> transposed) {

  /// LLaMA and its relatives in transformers.
  static final GgufNames TRANSFORMERS =
      new GgufNames(
          Map.of(
              "token_embd", "model.embed_tokens",
              "output_norm", "model.norm",
              "output", "lm_head"),
          "model.layers.%s.",
          Map.ofEntries(
              Map.entry("attn_norm", "input_layernorm"),
              Map.entry("attn_q", "self_attn.q_proj"),
              Map.entry("attn_k", "self_attn.k_proj"),
              Map.entry("attn_v", "self_attn.v_proj"),
              Map.entry("attn_output", "self_attn.o_proj"),
              Map.entry("attn_q_norm", "self_attn.q_norm"),
              Map.entry("attn_k_norm", "self_attn.k_norm"),
              Map.entry("ffn_norm", "post_attention_layernorm"),
              Map.entry("ffn_gate", "mlp.gate_proj"),
              Map.entry("ffn_up", "mlp.up_proj"),
              Map.entry("ffn_down", "mlp.down_proj")),
          Set.of());

  /// LLaDA's own names.
  static final GgufNames LLADA =
      new GgufNames(
          Map.of(
              "token_embd", "model.transformer.wte",
              "output_norm", "model.transformer.ln_f",
              "output", "model.transformer.ff_out"),
          "model.transformer.blocks.%s.",
          Map.of(
              "attn_norm", "attn_norm",
              "attn_q", "q_proj",
              "attn_k", "k_proj",
              "attn_v", "v_proj",
              "attn_output", "attn_out",
              "ffn_norm", "ff_norm",
              "ffn_gate", "ff_proj",
              "ffn_up", "up_proj",
              "ffn_down", "ff_out"),
          Set.of());

  /// GPT-2: its `Conv1D` weights, published `[in, out]`, are `[out, in]` in GGUF files.
  static final GgufNames GPT2 =
      new GgufNames(
          Map.of(
              "token_embd", "transformer.wte",
              "position_embd", "transformer.wpe",
              "output_norm", "transformer.ln_f",
              "output", "lm_head"),
          "transformer.h.%s.",
          Map.of(
              "attn_norm", "ln_1",
              "attn_qkv", "attn.c_attn",
              "attn_output", "attn.c_proj",
              "ffn_norm", "ln_2",
              "ffn_up", "mlp.c_fc",
              "ffn_down", "mlp.c_proj"),
          Set.of("attn_qkv", "attn_output", "ffn_up", "ffn_down"));

  private static final Pattern NAME =
      Pattern.compile("(?:blk\\.(0|[1-9]\\d{0,4})\\.)?([a-z_]+)\\.(weight|bias)");

  /// The name in the Hugging Face folder, if the architecture has such a tensor.
  Optional<String> of(String ggml) {
    Matcher m = NAME.matcher(ggml);
    if (!m.matches()) {
      return Optional.empty();
    }
    String number = m.group(1);
    String found = (number == null ? whole : inLayer).get(m.group(2));
    return Optional.ofNullable(found)
        .map(f -> (number == null ? f : layer.formatted(number) + f) + "." + m.group(3));
  }

  /// Whether the file holds this tensor with rows and columns exchanged.
  boolean isTransposed(String ggml) {
    Matcher m = NAME.matcher(ggml);
    return m.matches()
        && m.group(1) != null
        && transposed.contains(m.group(2))
        && m.group(3).equals("weight");
  }
}
