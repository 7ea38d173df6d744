package dev.unmask.bench.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringJoiner;

/// Small files of the published layouts, as they are before they are broken.
final class TinyTexts {
  static final String GENERATION =
      """
      {"_from_model_config": true, "alg": "entropy", "alg_temp": 0.0, "eps": 0.001, "steps": 512,
       "output_history": false, "temperature": 0.2, "top_p": 0.95, "top_k": null,
       "bos_token_id": 1, "eos_token_id": [2, 3], "mask_token_id": 4,
       "transformers_version": "4.46.2"}
      """;

  static final String LLAMA =
      """
      {"model_type": "llama", "architectures": ["LlamaForCausalLM"], "num_hidden_layers": 1,
       "hidden_size": 8, "num_attention_heads": 2, "num_key_value_heads": 2, "head_dim": 4,
       "intermediate_size": 16, "vocab_size": 16, "max_position_embeddings": 64,
       "rms_norm_eps": 1e-5, "rope_theta": 500000.0, "tie_word_embeddings": true,
       "rope_scaling": {"factor": 8.0, "high_freq_factor": 4.0, "low_freq_factor": 1.0,
        "original_max_position_embeddings": 32, "rope_type": "llama3"}, "hidden_act": "silu",
       "attention_bias": false, "mlp_bias": false, "mask_token_id": 15, "eos_token_id": [2, 3]}
      """;

  static final String DREAM =
      """
      {"model_type": "Dream", "architectures": ["DreamModel"], "num_hidden_layers": 1,
       "auto_map": {"AutoModel": "modeling_dream.DreamModel"}, "hidden_size": 8,
       "num_attention_heads": 2, "num_key_value_heads": 1, "intermediate_size": 16,
       "vocab_size": 16, "max_position_embeddings": 64, "rope_theta": 1000000.0,
       "rope_scaling": {"type": "yarn", "factor": 4.0, "beta_fast": 32, "beta_slow": 1},
       "use_sliding_window": false, "mask_token_id": 15}
      """;

  static final String LLADA =
      """
      {"model_type": "llada", "architectures": ["LLaDAModelLM"], "n_layers": 1, "d_model": 8,
       "n_heads": 2, "n_kv_heads": 2, "mlp_hidden_size": 16, "max_sequence_length": 64,
       "block_type": "llama", "layer_norm_type": "rms", "rms_norm_eps": 1e-5, "rope": true,
       "rope_theta": 500000.0, "include_bias": false, "weight_tying": false,
       "embedding_size": 16, "mask_token_id": 15}
      """;

  static final String MDLM =
      """
      {"model_type": "mdlm", "architectures": ["MDLM"], "hidden_dim": 8, "cond_dim": 4,
       "n_blocks": 1, "n_heads": 2, "model_length": 64, "vocab_size": 17,
       "time_conditioning": false}
      """;

  static final String INDEX =
      """
      {"metadata": {"total_size": 544}, "weight_map": {
        "model.embed_tokens.weight": "model-00001-of-00002.safetensors",
        "model.norm.weight": "model-00002-of-00002.safetensors"}}
      """;

  static final String ADAPTER =
      """
      {"peft_type": "LORA", "r": 2, "lora_alpha": 4, "bias": "none", "use_rslora": false,
       "use_dora": false, "rank_pattern": {}, "alpha_pattern": {}, "target_modules": ["q_proj"],
       "base_model_name_or_path": "some/model", "modules_to_save": null}
      """;

  static final String TOKENIZER =
      """
      {"version": "1.0", "truncation": null, "padding": null, "added_tokens": [
        {"id": 0, "content": "<pad>", "single_word": false, "lstrip": false, "rstrip": false,
         "normalized": false, "special": true},
        {"id": 8, "content": "<mask>", "single_word": false, "lstrip": true, "rstrip": false,
         "normalized": true, "special": true}],
       "normalizer": {"type": "Sequence", "normalizers": [{"type": "NFC"},
         {"type": "Replace", "pattern": {"String": " "}, "content": "\u2581"}]},
       "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
         {"type": "Split", "pattern": {"Regex": "\\\\p{N}{1,3}|[^\\\\p{N}]+"},
          "behavior": "Isolated", "invert": false},
         {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true,
          "use_regex": true}]},
       "post_processor": null, "decoder": {"type": "ByteLevel", "add_prefix_space": true,
         "trim_offsets": true, "use_regex": true},
       "model": {"type": "BPE", "dropout": null, "unk_token": null,
         "continuing_subword_prefix": null, "end_of_word_suffix": null, "fuse_unk": false,
         "byte_fallback": false, "ignore_merges": false,
         "vocab": {"<pad>": 0, "t": 1, "h": 2, "e": 3, "th": 4, "the": 5, "a": 6, "s": 7},
         "merges": [["t", "h"], ["th", "e"]]}}
      """;

  static final String TEMPLATE =
      """
      {%- macro turn(role, content) -%}
      <|im_start|>{{ role }}
      {{ content | trim }}<|im_end|>
      {% endmacro -%}
      {%- set ns = namespace(found=false, last='') -%}
      {%- if messages[0]['role'] == 'system' -%}
        {%- set loop_messages = messages[1:] -%}
      {%- else -%}
        {%- set loop_messages = messages -%}
      {%- endif -%}
      {%- for message in loop_messages -%}
        {%- if (message.role == 'user') != (loop.index0 % 2 == 0) -%}
          {{- raise_exception('Roles must alternate') -}}
        {%- endif -%}
        {%- set ns.last = message['content'] | string -%}
        {{- turn(message.role, ns.last.replace('\\n', ' ')[:200]) -}}
      {%- endfor -%}
      {%- if add_generation_prompt and not ns.found -%}
      {{ '<|im_start|>assistant\\n' }}{{ [1, 2, 3] | join(',') if tools is defined else '' }}
      {%- endif -%}
      """;

  private TinyTexts() {}

  /// A GPT-2 vocabulary of all bytes and two merges.
  static String vocabulary() {
    StringJoiner entries = new StringJoiner(", ", "{", "}");
    int id = 0;
    for (int b = 0; b < 256; b++) {
      boolean shown = (b > 32 && b < 127) || (b > 160 && b != 173);
      String text = Character.toString(shown ? b : 256 + id++);
      entries.add("\"" + (text.equals("\"") || text.equals("\\") ? "\\" : "") + text + "\": " + b);
    }
    return entries.add("\"th\": 256").add("\"the\": 257").toString();
  }

  /// A LLaMA of width 8 with one layer and a vocabulary of seven.
  static TinyGguf gguf() {
    TinyGguf g =
        new TinyGguf()
            .text("general.architecture", "llama")
            .text("general.name", "tiny")
            .text("general.license", "mit")
            .texts("general.tags", List.of("a", "b"))
            .number("llama.block_count", 1)
            .number("llama.embedding_length", 8)
            .number("llama.feed_forward_length", 16)
            .number("llama.attention.head_count", 2)
            .number("llama.attention.head_count_kv", 2)
            .number("llama.context_length", 64)
            .number("llama.rope.dimension_count", 4)
            .real("llama.attention.layer_norm_rms_epsilon", 1e-5f)
            .real("llama.rope.freq_base", 10_000)
            .text("tokenizer.ggml.model", "llama")
            .texts(
                "tokenizer.ggml.tokens", List.of("<unk>", "<s>", "</s>", "<0x41>", "▁b", "b", "▁"))
            .reals("tokenizer.ggml.scores", 0, 0, 0, 0, -1, -2, -3)
            .numbers("tokenizer.ggml.token_type", 2, 3, 3, 6, 1, 1, 1)
            .number("tokenizer.ggml.bos_token_id", 1)
            .number("tokenizer.ggml.eos_token_id", 2)
            .number("tokenizer.ggml.unknown_token_id", 0)
            .text("tokenizer.chat_template", "{{ messages[0].content }}")
            .tensor("token_embd.weight", 8, 7)
            .tensor("output_norm.weight", 8);
    for (String matrix : List.of("attn_q", "attn_k", "attn_v", "attn_output")) {
      g.tensor("blk.0." + matrix + ".weight", 8, 8);
    }
    return g.tensor("blk.0.attn_norm.weight", 8)
        .tensor("blk.0.ffn_norm.weight", 8)
        .tensor("blk.0.ffn_gate.weight", 8, 16)
        .tensor("blk.0.ffn_up.weight", 8, 16)
        .tensor("blk.0.ffn_down.weight", 16, 8)
        .tensor("rope_freqs.weight", 2);
  }

  /// The vocabulary file of a llama2.c model.
  static byte[] llama2cVocabulary(int size) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ints(8));
    for (int id = 0; id < size; id++) {
      String text = id == 1 ? "\n<s>\n" : id == 2 ? "\n</s>\n" : "t" + id;
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      out.writeBytes(ints(Float.floatToRawIntBits(-id), bytes.length));
      out.writeBytes(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] ints(int... values) {
    ByteBuffer b = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    b.asIntBuffer().put(values);
    return b.array();
  }
}
