package dev.unmask.bench;

import dev.unmask.checkpoint.SafetensorsWriter;
import dev.unmask.checkpoint.StoredType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

/// A checkpoint of a published shape with random weights, for measurements only.
public enum SyntheticCheckpoint {
  /// DiffuGPT-S: 124 million parameters.
  DIFFUGPT_S("diffugpt-s", 12, 768, 12, 12, 3072, 50_257, 1024),
  /// The LLaMA shape of SmolLM2-135M.
  SMOLLM2_135M("smollm2-135m", 30, 576, 9, 3, 1536, 49_152, 2048),
  /// A LLaMA shape of one billion parameters.
  LLAMA_1B("llama-1b", 16, 2048, 32, 8, 8192, 32_000, 2048);

  private static final int PIECE = 1 << 20;

  private final String text;
  private final int layers;
  private final int width;
  private final int heads;
  private final int keyValueHeads;
  private final int inner;
  private final int vocabulary;
  private final int positions;

  SyntheticCheckpoint(
      String text,
      int layers,
      int width,
      int heads,
      int keyValueHeads,
      int inner,
      int vocabulary,
      int positions) {
    this.text = text;
    this.layers = layers;
    this.width = width;
    this.heads = heads;
    this.keyValueHeads = keyValueHeads;
    this.inner = inner;
    this.vocabulary = vocabulary;
    this.positions = positions;
  }

  /// As typed.
  public String text() {
    return text;
  }

  /// Rows of the vocabulary table.
  public int vocabulary() {
    return vocabulary;
  }

  /// Writes the checkpoint into a folder, which must exist.
  ///
  /// @param type [StoredType#F32] or [StoredType#BF16]
  public void write(Path folder, StoredType type) {
    SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
    if (this == DIFFUGPT_S) {
      gpt2(writer, type);
    } else {
      llama(writer, type);
    }
    try {
      Files.writeString(folder.resolve("config.json"), config());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    writer.write(folder.resolve("model.safetensors"));
  }

  private String config() {
    return this == DIFFUGPT_S
        ? """
        {"model_type": "gpt2", "architectures": ["DiscreteDiffusionModel"], "n_layer": %d,
         "n_embd": %d, "n_head": %d, "n_positions": %d, "vocab_size": %d, "mask_token_id": 10541}
        """
            .formatted(layers, width, heads, positions, vocabulary)
        : """
        {"model_type": "llama", "architectures": ["LlamaForCausalLM"], "num_hidden_layers": %d,
         "hidden_size": %d, "num_attention_heads": %d, "num_key_value_heads": %d,
         "intermediate_size": %d, "vocab_size": %d, "max_position_embeddings": %d,
         "rms_norm_eps": 1e-5, "tie_word_embeddings": true, "mask_token_id": 811}
        """
            .formatted(layers, width, heads, keyValueHeads, inner, vocabulary, positions);
  }

  private void gpt2(SafetensorsWriter w, StoredType t) {
    add(w, t, "embed_tokens.weight", vocabulary, width);
    add(w, t, "denoise_model.wpe.weight", positions, width);
    add(w, t, "denoise_model.ln_f.weight", width);
    add(w, t, "denoise_model.ln_f.bias", width);
    for (int i = 0; i < layers; i++) {
      String h = "denoise_model.h." + i + ".";
      for (String norm : List.of("ln_1", "ln_2")) {
        add(w, t, h + norm + ".weight", width);
        add(w, t, h + norm + ".bias", width);
      }
      add(w, t, h + "attn.c_attn.weight", width, 3L * width);
      add(w, t, h + "attn.c_attn.bias", 3L * width);
      add(w, t, h + "attn.c_proj.weight", width, width);
      add(w, t, h + "attn.c_proj.bias", width);
      add(w, t, h + "mlp.c_fc.weight", width, inner);
      add(w, t, h + "mlp.c_fc.bias", inner);
      add(w, t, h + "mlp.c_proj.weight", inner, width);
      add(w, t, h + "mlp.c_proj.bias", width);
    }
  }

  private void llama(SafetensorsWriter w, StoredType t) {
    long keys = (long) width / heads * keyValueHeads;
    add(w, t, "model.embed_tokens.weight", vocabulary, width);
    add(w, t, "model.norm.weight", width);
    for (int i = 0; i < layers; i++) {
      String at = "model.layers." + i + ".";
      add(w, t, at + "input_layernorm.weight", width);
      add(w, t, at + "self_attn.q_proj.weight", width, width);
      add(w, t, at + "self_attn.k_proj.weight", keys, width);
      add(w, t, at + "self_attn.v_proj.weight", keys, width);
      add(w, t, at + "self_attn.o_proj.weight", width, width);
      add(w, t, at + "post_attention_layernorm.weight", width);
      add(w, t, at + "mlp.gate_proj.weight", inner, width);
      add(w, t, at + "mlp.up_proj.weight", inner, width);
      add(w, t, at + "mlp.down_proj.weight", width, inner);
    }
  }

  private static void add(SafetensorsWriter w, StoredType type, String name, long... shape) {
    long elements = 1;
    for (long side : shape) {
      elements *= side;
    }
    long bytes = type.bytes(elements);
    boolean norm = name.contains("norm.weight") || name.contains("ln_");
    float middle = norm && name.endsWith("weight") ? 1 : 0;
    long seed = name.hashCode();
    w.tensor(name, type, shape, pieces(type, bytes, middle, seed));
  }

  private static Iterable<ByteBuffer> pieces(StoredType type, long bytes, float middle, long seed) {
    return () ->
        LongStream.iterate(0, at -> at < bytes, at -> at + PIECE)
            .mapToObj(at -> piece(type, (int) Math.min(PIECE, bytes - at), middle, seed))
            .iterator();
  }

  /// Numbers with the spread of trained weights; the same piece again and again, which is all one
  /// to the arithmetic.
  private static ByteBuffer piece(StoredType type, int bytes, float middle, long seed) {
    ByteBuffer out = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long state = seed | 1;
    while (out.hasRemaining()) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      float x = middle + 0.04f * ((state >>> 40) * 0x1p-24f - 0.5f);
      if (type == StoredType.BF16) {
        out.putShort((short) (Float.floatToIntBits(x) >>> 16));
      } else {
        out.putFloat(x);
      }
    }
    return out.flip();
  }
}
