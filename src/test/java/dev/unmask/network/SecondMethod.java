package dev.unmask.network;

import dev.unmask.checkpoint.SafetensorsWriter;
import dev.unmask.checkpoint.StoredType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/// A network of the LLaMA kind computed a second way: loops over float64 numbers, one position and
/// one head at a time, written from the papers and from nothing in this project.
///
/// @param type `model_type`
/// @param more keys of `config.json` besides the sizes, each followed by a comma
/// @param norms heads of queries and keys are normalised (Qwen3)
/// @param biases queries, keys and values have biases (Qwen2)
record SecondMethod(String type, String more, boolean norms, boolean biases) {
  static final int LAYERS = 2;
  static final int WIDTH = 24;
  static final int HEADS = 4;
  static final int KEY_HEADS = 2;
  static final int HEAD = 8; // not width / heads: Qwen3 sets it apart
  static final int INNER = 40;
  static final int VOCABULARY = 31;
  static final int POSITIONS = 16;
  static final double BASE = 10_000;
  private static final double EPS = 1e-6;

  /// Writes the checkpoint.
  ///
  /// @return its weights by name
  Map<String, float[]> write(Path folder) {
    Map<String, float[]> weights = new LinkedHashMap<>();
    SafetensorsWriter writer = new SafetensorsWriter();
    Random random = new Random(11);
    add(writer, weights, random, "model.embed_tokens.weight", 1, VOCABULARY, WIDTH);
    add(writer, weights, random, "lm_head.weight", 0.5, VOCABULARY, WIDTH);
    add(writer, weights, random, "model.norm.weight", 1, WIDTH);
    for (int i = 0; i < LAYERS; i++) {
      String at = "model.layers." + i + ".";
      add(writer, weights, random, at + "input_layernorm.weight", 1, WIDTH);
      add(writer, weights, random, at + "post_attention_layernorm.weight", 1, WIDTH);
      for (String part : new String[] {"q", "k", "v"}) {
        int rows = (part.equals("q") ? HEADS : KEY_HEADS) * HEAD;
        add(writer, weights, random, at + "self_attn." + part + "_proj.weight", 0.4, rows, WIDTH);
        if (biases) {
          add(writer, weights, random, at + "self_attn." + part + "_proj.bias", 1, rows);
        }
        if (norms && !part.equals("v")) {
          add(writer, weights, random, at + "self_attn." + part + "_norm.weight", 1.5, HEAD);
        }
      }
      add(writer, weights, random, at + "self_attn.o_proj.weight", 0.3, WIDTH, HEADS * HEAD);
      add(writer, weights, random, at + "mlp.gate_proj.weight", 0.4, INNER, WIDTH);
      add(writer, weights, random, at + "mlp.up_proj.weight", 0.4, INNER, WIDTH);
      add(writer, weights, random, at + "mlp.down_proj.weight", 0.3, WIDTH, INNER);
    }
    writer.write(folder.resolve("model.safetensors"));
    try {
      Files.writeString(
          folder.resolve("config.json"),
          """
          {"model_type": "%s", %s "hidden_size": %d, "num_hidden_layers": %d, "head_dim": %d,
           "num_attention_heads": %d, "num_key_value_heads": %d, "intermediate_size": %d,
           "vocab_size": %d, "max_position_embeddings": %d, "rms_norm_eps": 1e-6,
           "rope_theta": 10000.0, "tie_word_embeddings": false, "hidden_act": "silu"}
          """
              .formatted(
                  type, more, WIDTH, LAYERS, HEAD, HEADS, KEY_HEADS, INNER, VOCABULARY, POSITIONS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return weights;
  }

  private static void add(
      SafetensorsWriter writer,
      Map<String, float[]> weights,
      Random random,
      String name,
      double size,
      long... shape) {
    int n = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    float[] values = new float[n];
    ByteBuffer bytes = ByteBuffer.allocate(4 * n).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < n; i++) {
      values[i] = (float) (size * random.nextGaussian());
      bytes.putFloat(values[i]);
    }
    weights.put(name, values);
    writer.tensor(name, StoredType.F32, shape, bytes.flip());
  }

  /// Logits of a causal network.
  ///
  /// @param frequencies `[HEAD / 2]` radians per position
  /// @param scale on cosine and sine
  /// @return `[length * VOCABULARY]`
  double[] logits(Map<String, float[]> w, int[] ids, double[] frequencies, double scale) {
    int length = ids.length;
    double[][] x = new double[length][];
    for (int t = 0; t < length; t++) {
      x[t] = row(named(w, "model.embed_tokens.weight"), ids[t], WIDTH);
    }
    for (int layer = 0; layer < LAYERS; layer++) {
      String at = "model.layers." + layer + ".";
      double[][][] q = new double[length][][];
      double[][][] k = new double[length][][];
      double[][][] v = new double[length][][];
      for (int t = 0; t < length; t++) {
        double[] h = norm(x[t], named(w, at + "input_layernorm.weight"));
        q[t] = heads(w, at + "self_attn.q", h, HEADS, t, frequencies, scale);
        k[t] = heads(w, at + "self_attn.k", h, KEY_HEADS, t, frequencies, scale);
        v[t] = heads(w, at + "self_attn.v", h, KEY_HEADS, -1, frequencies, scale);
      }
      for (int t = 0; t < length; t++) {
        double[] joined = new double[HEADS * HEAD];
        for (int head = 0; head < HEADS; head++) {
          int shared = head / (HEADS / KEY_HEADS);
          double[] share = new double[t + 1];
          double sum = 0;
          for (int s = 0; s <= t; s++) {
            share[s] = Math.exp(dot(q[t][head], k[s][shared]) / Math.sqrt(HEAD));
            sum += share[s];
          }
          for (int s = 0; s <= t; s++) {
            for (int d = 0; d < HEAD; d++) {
              joined[head * HEAD + d] += share[s] / sum * v[s][shared][d];
            }
          }
        }
        add(x[t], times(named(w, at + "self_attn.o_proj.weight"), joined));
        double[] h = norm(x[t], named(w, at + "post_attention_layernorm.weight"));
        double[] gate = times(named(w, at + "mlp.gate_proj.weight"), h);
        double[] up = times(named(w, at + "mlp.up_proj.weight"), h);
        for (int i = 0; i < INNER; i++) {
          up[i] *= gate[i] / (1 + Math.exp(-gate[i]));
        }
        add(x[t], times(named(w, at + "mlp.down_proj.weight"), up));
      }
    }
    double[] all = new double[length * VOCABULARY];
    for (int t = 0; t < length; t++) {
      double[] z = times(named(w, "lm_head.weight"), norm(x[t], named(w, "model.norm.weight")));
      System.arraycopy(z, 0, all, t * VOCABULARY, VOCABULARY);
    }
    return all;
  }

  /// @param position of the token, or -1 for values, which are neither normed nor turned
  private double[][] heads(
      Map<String, float[]> w,
      String name,
      double[] h,
      int count,
      int position,
      double[] frequencies,
      double scale) {
    double[] flat = times(named(w, name + "_proj.weight"), h);
    if (biases) {
      add(flat, row(named(w, name + "_proj.bias"), 0, flat.length));
    }
    double[][] heads = new double[count][];
    for (int i = 0; i < count; i++) {
      double[] head = Arrays.copyOfRange(flat, i * HEAD, (i + 1) * HEAD);
      if (position >= 0) {
        head = norms ? norm(head, named(w, name + "_norm.weight")) : head;
        head = turned(head, position, frequencies, scale);
      }
      heads[i] = head;
    }
    return heads;
  }

  /// A pair of numbers half a head apart is a complex number that turns with the position.
  private static double[] turned(double[] x, int position, double[] frequencies, double scale) {
    double[] y = new double[HEAD];
    for (int i = 0; i < HEAD / 2; i++) {
      double re = scale * Math.cos(position * frequencies[i]);
      double im = scale * Math.sin(position * frequencies[i]);
      y[i] = x[i] * re - x[i + HEAD / 2] * im;
      y[i + HEAD / 2] = x[i] * im + x[i + HEAD / 2] * re;
    }
    return y;
  }

  private static float[] named(Map<String, float[]> w, String name) {
    return Objects.requireNonNull(w.get(name), name);
  }

  private static double[] norm(double[] x, float[] weight) {
    double scale = 1 / Math.sqrt(dot(x, x) / x.length + EPS);
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = x[i] * scale * weight[i];
    }
    return y;
  }

  private static double[] times(float[] matrix, double[] x) {
    double[] y = new double[matrix.length / x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = dot(row(matrix, i, x.length), x);
    }
    return y;
  }

  private static double[] row(float[] matrix, int row, int width) {
    double[] out = new double[width];
    for (int i = 0; i < width; i++) {
      out[i] = matrix[row * width + i];
    }
    return out;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void add(double[] to, double[] more) {
    for (int i = 0; i < to.length; i++) {
      to[i] += more[i];
    }
  }
}
