package dev.unmask.network;

/// Tensor names of a LLaMA-shaped network. Layer names are below [#layer()] with `%d` for its
/// number.
///
/// @param tokens token table
/// @param finalNorm last norm
/// @param head output matrix, if it is not tied
/// @param layer prefix of a layer
record LlamaNames(
    String tokens,
    String finalNorm,
    String head,
    String layer,
    String attentionNorm,
    String query,
    String key,
    String value,
    String out,
    String feedForwardNorm,
    String gate,
    String up,
    String down) {

  /// As in transformers.
  static final LlamaNames TRANSFORMERS =
      new LlamaNames(
          "model.embed_tokens.weight",
          "model.norm.weight",
          "lm_head.weight",
          "model.layers.%d.",
          "input_layernorm",
          "self_attn.q_proj",
          "self_attn.k_proj",
          "self_attn.v_proj",
          "self_attn.o_proj",
          "post_attention_layernorm",
          "mlp.gate_proj",
          "mlp.up_proj",
          "mlp.down_proj");

  /// As in LLaDA's own code: `ff_proj` is the gate, `up_proj` its partner.
  static final LlamaNames LLADA =
      new LlamaNames(
          "model.transformer.wte.weight",
          "model.transformer.ln_f.weight",
          "model.transformer.ff_out.weight",
          "model.transformer.blocks.%d.",
          "attn_norm",
          "q_proj",
          "k_proj",
          "v_proj",
          "attn_out",
          "ff_norm",
          "ff_proj",
          "up_proj",
          "ff_out");
}
