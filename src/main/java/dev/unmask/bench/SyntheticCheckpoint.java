package dev.unmask.bench;

import dev.unmask.bench.SyntheticWeights.Named;
import dev.unmask.checkpoint.StoredType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A checkpoint of a published shape without published weights, for measurements only.
public enum SyntheticCheckpoint {
  /// DiffuGPT-S: 124 million parameters, 500 MB in float32.
  DIFFUGPT_S("124m", "the shape of DiffuGPT-S", 12, 768, 12, 12, 3072, 50_257, 1024),
  /// The LLaMA shape of SmolLM2-135M.
  SMOLLM2_135M("135m", "the shape of SmolLM2-135M", 30, 576, 9, 3, 1536, 49_152, 2048),
  /// A LLaMA shape of one billion parameters.
  LLAMA_1B("1b", "a LLaMA of one billion parameters", 16, 2048, 32, 8, 8192, 32_000, 2048),
  /// LLaMA-2-7B and DiffuLLaMA, with an output matrix of its own.
  LLAMA_7B("7b", "the shape of DiffuLLaMA-7B", 32, 4096, 32, 32, 11_008, 32_000, 4096);

  private final String text;
  private final String about;
  private final int layers;
  private final int width;
  private final int heads;
  private final int keyValueHeads;
  private final int inner;
  private final int vocabulary;
  private final int positions;

  SyntheticCheckpoint(
      String text,
      String about,
      int layers,
      int width,
      int heads,
      int keyValueHeads,
      int inner,
      int vocabulary,
      int positions) {
    this.text = text;
    this.about = about;
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

  /// In words.
  public String about() {
    return about;
  }

  /// Writes the checkpoint into a folder, which must exist.
  ///
  /// @param type [StoredType#F32] or [StoredType#BF16]
  /// @param zeros all weights are zero and the file has holes, so that it takes no disk
  public void write(Path folder, StoredType type, boolean zeros) {
    try {
      Files.writeString(folder.resolve("config.json"), config());
      SyntheticWeights weights = new SyntheticWeights(type, this == DIFFUGPT_S ? gpt2() : llama());
      Path file = folder.resolve("model.safetensors");
      if (zeros) {
        weights.writeZeros(file);
      } else {
        weights.write(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
         "rms_norm_eps": 1e-5, "tie_word_embeddings": %b, "mask_token_id": 811}
        """
            .formatted(
                layers, width, heads, keyValueHeads, inner, vocabulary, positions, !untied());
  }

  private boolean untied() {
    return this == LLAMA_7B;
  }

  private List<Named> gpt2() {
    List<Named> all = new ArrayList<>();
    all.add(new Named("embed_tokens.weight", vocabulary, width));
    all.add(new Named("denoise_model.wpe.weight", positions, width));
    all.add(new Named("denoise_model.ln_f.weight", width));
    all.add(new Named("denoise_model.ln_f.bias", width));
    for (int i = 0; i < layers; i++) {
      String h = "denoise_model.h." + i + ".";
      for (String norm : List.of("ln_1", "ln_2")) {
        all.add(new Named(h + norm + ".weight", width));
        all.add(new Named(h + norm + ".bias", width));
      }
      all.add(new Named(h + "attn.c_attn.weight", width, 3L * width));
      all.add(new Named(h + "attn.c_attn.bias", 3L * width));
      all.add(new Named(h + "attn.c_proj.weight", width, width));
      all.add(new Named(h + "attn.c_proj.bias", width));
      all.add(new Named(h + "mlp.c_fc.weight", width, inner));
      all.add(new Named(h + "mlp.c_fc.bias", inner));
      all.add(new Named(h + "mlp.c_proj.weight", inner, width));
      all.add(new Named(h + "mlp.c_proj.bias", width));
    }
    return all;
  }

  private List<Named> llama() {
    List<Named> all = new ArrayList<>();
    long keys = (long) width / heads * keyValueHeads;
    all.add(new Named("model.embed_tokens.weight", vocabulary, width));
    all.add(new Named("model.norm.weight", width));
    if (untied()) {
      all.add(new Named("lm_head.weight", vocabulary, width));
    }
    for (int i = 0; i < layers; i++) {
      String at = "model.layers." + i + ".";
      all.add(new Named(at + "input_layernorm.weight", width));
      all.add(new Named(at + "self_attn.q_proj.weight", width, width));
      all.add(new Named(at + "self_attn.k_proj.weight", keys, width));
      all.add(new Named(at + "self_attn.v_proj.weight", keys, width));
      all.add(new Named(at + "self_attn.o_proj.weight", width, width));
      all.add(new Named(at + "post_attention_layernorm.weight", width));
      all.add(new Named(at + "mlp.gate_proj.weight", inner, width));
      all.add(new Named(at + "mlp.up_proj.weight", inner, width));
      all.add(new Named(at + "mlp.down_proj.weight", width, inner));
    }
    return all;
  }
}
