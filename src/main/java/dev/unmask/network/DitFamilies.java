package dev.unmask.network;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.checkpoint.Config;
import dev.unmask.engine.ProgramSource;
import dev.unmask.network.Blueprint.Kind;
import dev.unmask.network.Blueprint.Padding;
import dev.unmask.network.Blueprint.Traits;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/// Diffusion transformers trained from scratch: MDLM, BD3LM and SEDD. Rotary positions, blocks that
/// are modulated by the noise level (adaLN), an output matrix of its own with a bias, no shift. The
/// mask is the last row of the table.
///
/// @see "MDLM, models/dit.py (c112c52); SEDD, model/transformer.py (0605786)"
final class DitFamilies {
  private static final ProgramSource PROGRAM =
      ProgramSource.of("linear.py", "embedding.py", "dit.py", "vocabulary.py", "questions.py");

  private DitFamilies() {}

  /// MDLM as published on the hub.
  record Mdlm() implements Family {
    @Override
    public String name() {
      return "MDLM";
    }

    @Override
    public boolean matches(CheckpointFolder folder) {
      return type(folder).equals("mdlm");
    }

    @Override
    public Blueprint blueprint(CheckpointFolder folder, Reading reading) {
      Config c = folder.config();
      boolean told = c.bool("time_conditioning", false);
      return build(
          name(),
          folder,
          shape(folder, c, "hidden_dim", "n_blocks", "n_heads"),
          c.count("model_length"),
          "backbone.",
          new Traits(true, told, 0, Padding.NONE));
    }
  }

  /// BD3LM: the same network, with attention to its own block and those before it.
  record Bd3lm() implements Family {
    @Override
    public String name() {
      return "BD3LM";
    }

    @Override
    public boolean matches(CheckpointFolder folder) {
      return type(folder).equals("bd3lm");
    }

    @Override
    public Blueprint blueprint(CheckpointFolder folder, Reading reading) {
      Config c = folder.config();
      if (!c.bool("adaln", true)) {
        throw new Problem(
            Code.ARCHITECTURE,
            "This BD3LM has no modulation by the noise level (adaln false).",
            "Supported: the published models, which have it.");
      }
      return build(
          name(),
          folder,
          shape(folder, c, "hidden_dim", "n_blocks", "n_heads"),
          c.count("model_length"),
          "backbone.",
          new Traits(
              true, c.bool("time_conditioning", false), c.count("block_size"), Padding.NONE));
    }
  }

  /// SEDD with absorbing states: its output is a log score; over ordinary tokens its softmax is the
  /// same posterior as that of the others.
  record Sedd() implements Family {
    @Override
    public String name() {
      return "SEDD";
    }

    @Override
    public boolean matches(CheckpointFolder folder) {
      return folder.config().inner("graph").isPresent()
          && folder.tensors().containsKey("vocab_embed.embedding");
    }

    @Override
    public Blueprint blueprint(CheckpointFolder folder, Reading reading) {
      String graph = folder.config().inner("graph").orElseThrow().text("type");
      if (!graph.equals("absorb")) {
        throw new Problem(
            Code.ARCHITECTURE,
            "This SEDD was trained with the graph '" + graph + "'.",
            "Only absorbing states are supported: they are the ones with a mask.");
      }
      Config model =
          folder
              .config()
              .inner("model")
              .orElseThrow(
                  () ->
                      new Problem(
                          Code.CONFIG,
                          "config.json of this SEDD lacks 'model'.",
                          "Use the config.json that was published with the weights."));
      return build(
          name(),
          folder,
          shape(folder, model, "hidden_size", "n_blocks", "n_heads"),
          model.count("length"),
          "",
          new Traits(true, true, 0, Padding.NONE));
    }
  }

  /// Sizes of the trunk.
  private record Shape(int width, int conditioning, int layers, int heads) {}

  private static Shape shape(
      CheckpointFolder folder, Config c, String width, String layers, String heads) {
    Shape s =
        new Shape(
            Sizes.width(c, width),
            Sizes.width(c, "cond_dim"),
            Sizes.layers(folder, c, layers),
            Sizes.width(c, heads));
    if (s.width() % (2 * s.heads()) != 0) {
      throw new Problem(
          Code.CONFIG,
          "config.json asks for " + s.heads() + " heads on a width of " + s.width() + ".",
          "The width must be a multiple of twice the heads; check the checkpoint.");
    }
    return s;
  }

  private static String type(CheckpointFolder folder) {
    return folder.config().text("model_type", "").toLowerCase(Locale.ROOT);
  }

  private static Blueprint build(
      String name, CheckpointFolder folder, Shape s, int length, String prefix, Traits traits) {
    String tokens = prefix + "vocab_embed.embedding";
    int vocabulary = Weights.rows(folder, tokens, s.width());
    String out = prefix + "output_layer.linear.";
    return new Blueprint(
        name,
        Kind.MASKED_DIFFUSION,
        false,
        vocabulary,
        length,
        OptionalInt.of(vocabulary - 1),
        PROGRAM,
        Map.of(
            "layers", (long) s.layers(), "heads", (long) s.heads(), "eps", 1e-5, "causal", false),
        slots(prefix, s, vocabulary),
        List.of(
            new Slot.Stored(out + "weight", vocabulary, s.width()),
            new Slot.Stored(out + "bias", vocabulary)),
        new CacheShape(s.layers(), s.heads(), s.width() / s.heads()),
        traits);
  }

  /// The arrays in the order that `dit.py` reads.
  private static List<Slot> slots(String prefix, Shape s, int vocabulary) {
    long d = s.width();
    long c = s.conditioning();
    List<Slot> slots = new ArrayList<>();
    slots.add(new Slot.Stored(prefix + "vocab_embed.embedding", vocabulary, d));
    slots.add(new Slot.Computed("inverse frequencies", inverse(s.width() / s.heads())));
    linear(slots, prefix + "sigma_map.mlp.0", c, 256);
    linear(slots, prefix + "sigma_map.mlp.2", c, c);
    slots.add(new Slot.Stored(prefix + "output_layer.norm_final.weight", d));
    linear(slots, prefix + "output_layer.adaLN_modulation", 2 * d, c);
    for (int i = 0; i < s.layers(); i++) {
      String at = prefix + "blocks." + i + ".";
      slots.add(new Slot.Stored(at + "norm1.weight", d));
      slots.add(Slot.Linear.of(at + "attn_qkv.weight", 3 * d, d));
      slots.add(Slot.Linear.of(at + "attn_out.weight", d, d));
      slots.add(new Slot.Stored(at + "norm2.weight", d));
      wide(slots, at + "mlp.0", 4 * d, d);
      wide(slots, at + "mlp.2", d, 4 * d);
      linear(slots, at + "adaLN_modulation", 6 * d, c);
    }
    return slots;
  }

  private static void wide(List<Slot> slots, String name, long out, long in) {
    slots.add(Slot.Linear.of(name + ".weight", out, in));
    slots.add(new Slot.Stored(name + ".bias", out));
  }

  private static void linear(List<Slot> slots, String name, long out, long in) {
    slots.add(new Slot.Stored(name + ".weight", out, in));
    slots.add(new Slot.Stored(name + ".bias", out));
  }

  private static float[] inverse(int width) {
    float[] f = new float[width / 2];
    for (int i = 0; i < f.length; i++) {
      f[i] = (float) (1 / Math.pow(10_000, 2.0 * i / width));
    }
    return f;
  }
}
