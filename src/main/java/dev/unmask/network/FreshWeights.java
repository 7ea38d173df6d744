package dev.unmask.network;

import dev.unmask.checkpoint.Config;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Weights of a network that nobody has trained yet: matrices and tables normal with deviation
/// 0.02, what is added to the residual stream divided by `sqrt(2 * layers)`, norms 1, biases 0.
///
/// @param name its tensor
/// @param shape of it
/// @param values row-major
/// @see "Radford et al. 2019, section 2.3; transformers, _init_weights of GPT-2 and LLaMA"
public record FreshWeights(String name, long[] shape, float[] values) {
  private static final double DEVIATION = 0.02;

  /// Numbers of one tensor: its bytes are one array.
  private static final int MOST = (1 << 29) - 1;

  /// All weights for a configuration. Each depends on the seed and its own name alone.
  ///
  /// @throws Problem ARCHITECTURE if it is neither a LLaMA nor a GPT-2, CONFIG if it lacks
  ///     something
  public static List<FreshWeights> of(Config config, long seed) {
    int vocabulary = Sizes.width(config, "vocab_size");
    String type = config.text("model_type");
    List<Slot> slots;
    int layers;
    switch (type) {
      case "llama" -> {
        layers = Sizes.depth(config, "num_hidden_layers");
        boolean bias = config.bool("attention_bias", false);
        slots = LlamaShape.transformers(config, layers, bias, bias, false).slots(vocabulary);
        if (!config.bool("tie_word_embeddings", false)) {
          slots.add(
              new Slot.Stored(
                  LlamaNames.TRANSFORMERS.head(), vocabulary, Sizes.width(config, "hidden_size")));
        }
      }
      case "gpt2" -> {
        layers = Sizes.depth(config, "n_layer");
        slots =
            Gpt2Shape.of(config, layers)
                .slots("transformer.wte.weight", "transformer.", vocabulary);
      }
      default ->
          throw new Problem(
              Code.ARCHITECTURE,
              "A network of type " + type + " cannot be begun from nothing.",
              "Choose llama or gpt2, or start from a checkpoint.");
    }
    check(slots);
    List<FreshWeights> all = new ArrayList<>();
    for (Slot slot : slots) {
      switch (slot) {
        case Slot.Stored s -> all.add(fresh(s, layers, seed));
        case Slot.Linear l -> all.add(fresh(l.weight(), layers, seed));
        case Slot.Computed c -> {
          // made from the configuration whenever the network is loaded
        }
      }
    }
    return all;
  }

  /// Refuses more than this program can make: weights begin in its own memory.
  private static void check(List<Slot> slots) {
    double bytes = 0;
    for (Slot slot : slots) {
      double one =
          switch (slot) {
            case Slot.Stored s -> elements(s);
            case Slot.Linear l -> elements(l.weight());
            case Slot.Computed _ -> 0;
          };
      if (one > MOST) {
        throw tooLarge("one tensor of it has %,.0f numbers".formatted(one));
      }
      bytes += one * Float.BYTES;
    }
    // The values, and the bytes that are written of them.
    if (2 * bytes > Runtime.getRuntime().maxMemory()) {
      throw tooLarge("it needs %,.1f GB while it is made".formatted(2 * bytes / 1e9));
    }
  }

  private static double elements(Slot.Stored slot) {
    double n = 1;
    for (long side : slot.shape()) {
      n *= side;
    }
    return n;
  }

  private static Problem tooLarge(String why) {
    return new Problem(
        Code.MEMORY,
        "This network is too large to be begun from nothing here: " + why + ".",
        "Take fewer or narrower layers, or start from a checkpoint.");
  }

  private static FreshWeights fresh(Slot.Stored slot, int layers, long seed) {
    String name = slot.tensor();
    float[] values =
        new float[Math.toIntExact(Arrays.stream(slot.shape()).reduce(1, Math::multiplyExact))];
    if (slot.shape().length > 1) {
      boolean residual =
          name.endsWith("o_proj.weight")
              || name.endsWith("down_proj.weight")
              || name.endsWith("c_proj.weight");
      double deviation = residual ? DEVIATION / Math.sqrt(2.0 * layers) : DEVIATION;
      Random random = new Random(seed * 0x9E3779B97F4A7C15L + name.hashCode());
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (deviation * random.nextGaussian());
      }
    } else if (name.endsWith(".weight")) {
      Arrays.fill(values, 1);
    }
    return new FreshWeights(name, slot.shape(), values);
  }
}
