package dev.unmask.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A model of llama2.c in its first format: seven 32-bit integers, then all weights as 32-bit
/// floats in a fixed order, without names.
///
/// The file has no magic number, so it is known by its size, which the seven integers must give to
/// the byte.
///
/// @param width of the residual stream (`dim`)
/// @param inner width of the feed-forward layer (`hidden_dim`)
/// @param layers of the network
/// @param heads for queries
/// @param keyHeads for keys and values
/// @param vocabulary number of tokens
/// @param positions the longest text
/// @param tied whether the token table is the output matrix too (the file says so by the sign of
///     the vocabulary's size)
/// @see "karpathy/llama2.c, export.py (legacy_export) and run.c"
record Llama2cFile(
    int width,
    int inner,
    int layers,
    int heads,
    int keyHeads,
    int vocabulary,
    int positions,
    boolean tied) {

  static final int HEADER = 28;

  /// What a header means, or null if no file of this size can begin with it.
  static @Nullable Llama2cFile of(ByteBuffer header, long size) {
    if (header.remaining() < HEADER || size % 4 != 0) {
      return null;
    }
    ByteBuffer b = header.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int words = b.getInt(20);
    Llama2cFile f =
        new Llama2cFile(
            b.getInt(0),
            b.getInt(4),
            b.getInt(8),
            b.getInt(12),
            b.getInt(16),
            Math.abs(words),
            b.getInt(24),
            words > 0);
    return f.possible() && f.size() == size ? f : null;
  }

  private boolean possible() {
    boolean small =
        within(width, 1 << 16)
            && within(inner, 1 << 18)
            && within(layers, 1 << 10)
            && within(heads, 1 << 10)
            && within(keyHeads, heads)
            && within(vocabulary, 1 << 24)
            && within(positions, 1 << 24);
    return small && width % heads == 0 && heads % keyHeads == 0 && width / heads % 2 == 0;
  }

  private static boolean within(int n, int most) {
    return n >= 1 && n <= most;
  }

  private long keyWidth() {
    return (long) width / heads * keyHeads;
  }

  /// Bytes of the whole file; cannot overflow for [#possible] numbers.
  private long size() {
    long d = width;
    long layer = 2 * d + 2 * d * d + 2 * d * keyWidth() + 3 * d * inner;
    long frequencies = (long) positions * (width / heads); // cosines and sines, not used
    long tables = (tied ? 1L : 2L) * vocabulary * d;
    return HEADER + 4 * (tables + layers * layer + d + frequencies);
  }

  /// Opens a file that is known to be one.
  static CheckpointFolder open(Path path) {
    FolderFiles folder = new FolderFiles(Objects.requireNonNull(path.toAbsolutePath().getParent()));
    try (FileChannel channel = FileChannel.open(path)) {
      FileStamp stamp = FileStamp.stamp(path, HEADER);
      ByteBuffer header = ByteBuffer.allocate(HEADER);
      while (header.hasRemaining() && channel.read(header, header.position()) > 0) {
        // a channel may give less than asked
      }
      Llama2cFile f = of(header.flip(), stamp.size());
      if (f == null) {
        throw Words.malformed(path, "it became another file while it was read");
      }
      Map<String, TensorEntry> tensors = f.tensors(path);
      return new CheckpointFolder(
          folder.folder(),
          CheckpointFolder.Format.LLAMA2C,
          f.config(path),
          Optional.empty(),
          Optional.empty(),
          List.of(new WeightsFile(path, tensors, Map.of(), stamp)),
          tensors,
          stamp);
    } catch (IOException e) {
      throw Words.unreadable(path, e);
    }
  }

  private Map<String, TensorEntry> tensors(Path file) {
    long d = width;
    Layout out = new Layout(file);
    out.one("model.embed_tokens.weight", vocabulary, d);
    out.each("input_layernorm", d);
    out.each("self_attn.q_proj", d, d);
    out.each("self_attn.k_proj", keyWidth(), d);
    out.each("self_attn.v_proj", keyWidth(), d);
    out.each("self_attn.o_proj", d, d);
    out.each("post_attention_layernorm", d);
    out.each("mlp.gate_proj", inner, d);
    out.each("mlp.down_proj", d, inner);
    out.each("mlp.up_proj", inner, d);
    out.one("model.norm.weight", d);
    out.skip((long) positions * (width / heads));
    if (!tied) {
      out.one("lm_head.weight", vocabulary, d);
    }
    return Collections.unmodifiableMap(out.tensors);
  }

  private Config config(Path file) {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("model_type", "llama");
    json.putArray("architectures").add("LlamaForCausalLM");
    json.put("hidden_size", width);
    json.put("intermediate_size", inner);
    json.put("num_hidden_layers", layers);
    json.put("num_attention_heads", heads);
    json.put("num_key_value_heads", keyHeads);
    json.put("max_position_embeddings", positions);
    json.put("vocab_size", vocabulary);
    json.put("rms_norm_eps", 1e-5);
    json.put("rope_theta", 10_000);
    json.put("tie_word_embeddings", tied);
    json.put("bos_token_id", 1);
    json.put("eos_token_id", 2);
    json.put(GgufConfig.INTERLEAVED, true);
    return Config.parse(Words.name(file), json.toString());
  }

  /// Places of the tensors, one after the other.
  private final class Layout {
    private final Path file;
    private final Map<String, TensorEntry> tensors = new LinkedHashMap<>();
    private long at = HEADER;

    Layout(Path file) {
      this.file = file;
    }

    void one(String name, long... shape) {
      long elements = 1;
      for (long n : shape) {
        elements *= n;
      }
      tensors.put(name, new TensorEntry(name, StoredType.F32, shape, file, at, 4 * elements));
      skip(elements);
    }

    /// The same weight of all layers.
    void each(String name, long... shape) {
      for (int i = 0; i < layers; i++) {
        one("model.layers." + i + "." + name + ".weight", shape);
      }
    }

    void skip(long elements) {
      at += 4 * elements;
    }
  }
}
