package dev.unmask.network;

import dev.unmask.checkpoint.Config;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The trunk that GPT-2 and DiffuGPT share: learned positions, pre-LayerNorm blocks, `Conv1D`
/// weights stored `[in, out]`, tanh-approximated GELU.
///
/// @param layers `n_layer`
/// @param heads `n_head`
/// @param width `n_embd`
/// @param inner width of the feed-forward layer, `n_inner` or four times the width
/// @param positions rows of the position table
/// @param eps of LayerNorm
record Gpt2Shape(int layers, int heads, int width, int inner, int positions, double eps) {
  /// Reads the keys of a configuration.
  ///
  /// @throws Problem CONFIG if they contradict each other
  static Gpt2Shape of(Config config, int layers) {
    int width = Sizes.width(config, "n_embd");
    int heads = Sizes.width(config, "n_head");
    if (heads < 1 || width % heads != 0) {
      throw new Problem(
          Code.CONFIG,
          "config.json asks for " + heads + " heads on a width of " + width + ".",
          "n_embd must be a multiple of n_head; check the checkpoint.");
    }
    return new Gpt2Shape(
        layers,
        heads,
        width,
        Sizes.width(config, "n_inner", 4 * width),
        config.count("n_positions"),
        config.number("layer_norm_epsilon", 1e-5));
  }

  /// The weights in the order that `gpt2.py` reads.
  ///
  /// @param tokens name of the token table
  /// @param prefix of all other names, for example `transformer.`
  /// @param vocabulary rows of the token table
  List<Slot> slots(String tokens, String prefix, int vocabulary) {
    List<Slot> slots = new ArrayList<>();
    slots.add(new Slot.Stored(tokens, vocabulary, width));
    slots.add(new Slot.Stored(prefix + "wpe.weight", positions, width));
    slots.add(new Slot.Stored(prefix + "ln_f.weight", width));
    slots.add(new Slot.Stored(prefix + "ln_f.bias", width));
    for (int i = 0; i < layers; i++) {
      String h = prefix + "h." + i + ".";
      slots.add(new Slot.Stored(h + "ln_1.weight", width));
      slots.add(new Slot.Stored(h + "ln_1.bias", width));
      slots.add(inOut(h + "attn.c_attn.weight", width, 3L * width));
      slots.add(new Slot.Stored(h + "attn.c_attn.bias", 3L * width));
      slots.add(inOut(h + "attn.c_proj.weight", width, width));
      slots.add(new Slot.Stored(h + "attn.c_proj.bias", width));
      slots.add(new Slot.Stored(h + "ln_2.weight", width));
      slots.add(new Slot.Stored(h + "ln_2.bias", width));
      slots.add(inOut(h + "mlp.c_fc.weight", width, inner));
      slots.add(new Slot.Stored(h + "mlp.c_fc.bias", inner));
      slots.add(inOut(h + "mlp.c_proj.weight", inner, width));
      slots.add(new Slot.Stored(h + "mlp.c_proj.bias", width));
    }
    return slots;
  }

  private static Slot.Linear inOut(String tensor, long in, long out) {
    return new Slot.Linear(new Slot.Stored(tensor, in, out), false);
  }

  /// Keys and values of one position.
  CacheShape cache() {
    return new CacheShape(layers, heads, width / heads);
  }

  /// Attributes of `gpt2.py`.
  Map<String, Object> constants(boolean causal) {
    return Map.of("layers", (long) layers, "heads", (long) heads, "eps", eps, "causal", causal);
  }
}
