package dev.unmask.network;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.checkpoint.Config;
import dev.unmask.checkpoint.GgufBytes;
import dev.unmask.checkpoint.TensorEntry;
import dev.unmask.checkpoint.TensorReader;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Converts a small Hugging Face folder as llama.cpp's `convert_hf_to_gguf.py` does, in float32:
/// queries and keys of LLaMA and LLaDA are permuted, `Conv1D` weights transposed, LLaMA 3's scaling
/// becomes a tensor of factors.
final class GgufWriter {
  private static final List<String[]> LLAMA =
      List.of(
          new String[] {"model.embed_tokens.", "token_embd."},
          new String[] {"model.norm.", "output_norm."},
          new String[] {"lm_head.", "output."},
          new String[] {"model.layers.", "blk."},
          new String[] {"post_attention_layernorm.", "ffn_norm."},
          new String[] {"input_layernorm.", "attn_norm."},
          new String[] {"self_attn.q_proj.", "attn_q."},
          new String[] {"self_attn.k_proj.", "attn_k."},
          new String[] {"self_attn.v_proj.", "attn_v."},
          new String[] {"self_attn.o_proj.", "attn_output."},
          new String[] {"mlp.gate_proj.", "ffn_gate."},
          new String[] {"mlp.up_proj.", "ffn_up."},
          new String[] {"mlp.down_proj.", "ffn_down."});
  private static final List<String[]> LLADA =
      List.of(
          new String[] {"model.transformer.wte.", "token_embd."},
          new String[] {"model.transformer.ln_f.", "output_norm."},
          new String[] {"model.transformer.ff_out.", "output."},
          new String[] {"model.transformer.blocks.", "blk."},
          new String[] {".q_proj.", ".attn_q."},
          new String[] {".k_proj.", ".attn_k."},
          new String[] {".v_proj.", ".attn_v."},
          new String[] {".attn_out.", ".attn_output."},
          new String[] {".ff_norm.", ".ffn_norm."},
          new String[] {".ff_proj.", ".ffn_gate."},
          new String[] {".up_proj.", ".ffn_up."},
          new String[] {".ff_out.", ".ffn_down."});
  private static final List<String[]> GPT2 =
      List.of(
          new String[] {"transformer.", ""},
          new String[] {"wte.", "token_embd."},
          new String[] {"wpe.", "position_embd."},
          new String[] {"ln_f.", "output_norm."},
          new String[] {"lm_head.", "output."},
          new String[] {"mlp.c_proj.", "ffn_down."},
          new String[] {"mlp.c_fc.", "ffn_up."},
          new String[] {"attn.c_proj.", "attn_output."},
          new String[] {"attn.c_attn.", "attn_qkv."},
          new String[] {"ln_1.", "attn_norm."},
          new String[] {"ln_2.", "ffn_norm."});

  private final CheckpointFolder folder;
  private final Config config;
  private final String type;
  private final GgufBytes out = new GgufBytes();

  private GgufWriter(CheckpointFolder folder) {
    this.folder = folder;
    this.config = folder.config();
    this.type = config.text("model_type").toLowerCase(java.util.Locale.ROOT);
  }

  /// @param q80 whether matrices whose rows allow it are quantised to Q8_0
  static GgufBytes convert(CheckpointFolder folder, boolean q80) {
    GgufWriter w = new GgufWriter(folder);
    switch (w.type) {
      case "gpt2" -> w.gpt2(q80);
      case "llada" -> w.llama(LLADA, "n_layers", "d_model", "n_heads", "n_kv_heads", q80);
      default ->
          w.llama(
              LLAMA,
              "num_hidden_layers",
              "hidden_size",
              "num_attention_heads",
              "num_key_value_heads",
              q80);
    }
    return w.out;
  }

  private void llama(
      List<String[]> names, String layers, String width, String heads, String keys, boolean q80) {
    int keyHeads = config.count(keys, config.count(heads));
    out.text("general.architecture", type);
    out.number(type + ".block_count", config.count(layers));
    out.number(type + ".embedding_length", config.count(width));
    out.number(type + ".attention.head_count", config.count(heads));
    out.number(type + ".attention.head_count_kv", keyHeads);
    boolean llada = type.equals("llada");
    out.number(
        type + ".context_length",
        config.count(llada ? "max_sequence_length" : "max_position_embeddings"));
    out.number(
        type + ".feed_forward_length",
        config.count(llada ? "mlp_hidden_size" : "intermediate_size"));
    out.real(
        type + ".attention.layer_norm_rms_epsilon", (float) config.number("rms_norm_eps", 1e-5));
    out.real(type + ".rope.freq_base", (float) config.number("rope_theta", 10_000));
    config.id("mask_token_id").ifPresent(id -> out.number("tokenizer.ggml.mask_token_id", id));
    if (llada) {
      out.truth("diffusion.shift_logits", false);
    }
    int headWidth = config.count("head_dim", config.count(width) / config.count(heads));
    config.inner("rope_scaling").ifPresent(s -> ropeFactors(s, headWidth));
    boolean permuted = type.equals("llama") || llada;
    for (TensorEntry t : folder.tensors().values()) {
      float[] data = read(t);
      if (permuted && t.name().contains(".q_proj.")) {
        data = permute(data, config.count(heads));
      } else if (permuted && t.name().contains(".k_proj.")) {
        data = permute(data, keyHeads);
      }
      tensor(renamed(t.name(), names), t.shape(), data, q80);
    }
  }

  /// `[heads, 2, half, in]` becomes `[heads, half, 2, in]`; the rows' length follows from the size.
  private float[] permute(float[] data, int heads) {
    int width = config.count(type.equals("llada") ? "d_model" : "hidden_size");
    int rows = data.length / width;
    int half = rows / heads / 2;
    float[] turned = new float[data.length];
    for (int row = 0; row < rows; row++) {
      int head = row / (2 * half);
      int second = row % (2 * half) / half;
      int pair = row % half;
      System.arraycopy(
          data, row * width, turned, (head * 2 * half + 2 * pair + second) * width, width);
    }
    return turned;
  }

  private void ropeFactors(Config scaling, int headWidth) {
    if (!scaling.text("rope_type", "").equals("llama3")) {
      throw new IllegalArgumentException(scaling.json());
    }
    double factor = scaling.number("factor");
    double low = scaling.number("low_freq_factor");
    double high = scaling.number("high_freq_factor");
    double old = scaling.number("original_max_position_embeddings");
    float[] factors = new float[headWidth / 2];
    for (int i = 0; i < factors.length; i++) {
      double wave =
          2 * Math.PI * Math.pow(config.number("rope_theta", 10_000), 2.0 * i / headWidth);
      double smooth = (old / wave - low) / (high - low);
      factors[i] =
          (float)
              (wave < old / high
                  ? 1
                  : wave > old / low ? factor : 1 / ((1 - smooth) / factor + smooth));
    }
    out.tensor("rope_freqs.weight", 0, new long[] {factors.length}, GgufBytes.floats(factors));
  }

  private void gpt2(boolean q80) {
    out.text("general.architecture", "gpt2");
    out.number("gpt2.block_count", config.count("n_layer"));
    out.number("gpt2.context_length", config.count("n_positions"));
    out.number("gpt2.embedding_length", config.count("n_embd"));
    out.number("gpt2.feed_forward_length", 4 * config.count("n_embd"));
    out.number("gpt2.attention.head_count", config.count("n_head"));
    out.real(
        "gpt2.attention.layer_norm_epsilon", (float) config.number("layer_norm_epsilon", 1e-5));
    for (TensorEntry t : folder.tensors().values()) {
      String name = t.name().replaceFirst("^(?=h\\.)|(?<=transformer\\.)(?=h\\.)", "");
      if (name.endsWith(".attn.bias") || name.endsWith(".masked_bias")) {
        continue;
      }
      name = renamed(name, GPT2).replaceFirst("^h\\.", "blk.");
      boolean conv = t.name().matches(".*\\.c_(attn|fc|proj)\\.weight");
      long[] shape = t.shape();
      float[] data = read(t);
      if (conv) {
        data = transposed(data, (int) shape[0], (int) shape[1]);
        shape = new long[] {shape[1], shape[0]};
      }
      tensor(name, shape, data, q80);
    }
  }

  private static float[] transposed(float[] data, int rows, int columns) {
    float[] turned = new float[data.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        turned[c * rows + r] = data[r * columns + c];
      }
    }
    return turned;
  }

  private static String renamed(String name, List<String[]> names) {
    String result = name;
    for (String[] pair : names) {
      result = result.replace(pair[0], pair[1]);
    }
    return result;
  }

  private void tensor(String name, long[] shape, float[] data, boolean q80) {
    long[] dimensions = new long[shape.length];
    for (int i = 0; i < shape.length; i++) {
      dimensions[i] = shape[shape.length - 1 - i];
    }
    if (q80 && shape.length == 2 && dimensions[0] % 32 == 0) {
      out.tensor(name, 8, dimensions, q80(data));
    } else {
      out.tensor(name, 0, dimensions, GgufBytes.floats(data));
    }
  }

  /// 32 numbers a block: scale in float16, then bytes.
  private static byte[] q80(float[] data) {
    byte[] blocks = new byte[data.length / 32 * 34];
    for (int b = 0; b < data.length / 32; b++) {
      float most = 0;
      for (int i = 0; i < 32; i++) {
        most = Math.max(most, Math.abs(data[32 * b + i]));
      }
      short d = Float.floatToFloat16(most / 127);
      blocks[34 * b] = (byte) d;
      blocks[34 * b + 1] = (byte) (d >> 8);
      float scale = Float.float16ToFloat(d);
      for (int i = 0; i < 32; i++) {
        blocks[34 * b + 2 + i] =
            (byte) Math.clamp(scale == 0 ? 0 : Math.round(data[32 * b + i] / scale), -127, 127);
      }
    }
    return blocks;
  }

  private static float[] read(TensorEntry t) {
    float[] all = new float[Math.toIntExact(t.elements())];
    try (TensorReader reader = TensorReader.open(t)) {
      reader.floats(0, MemorySegment.ofArray(all));
    }
    return all;
  }
}
