package dev.unmask.network;

import dev.unmask.checkpoint.Config;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The flow path of L2D beside its base: the hyper-parameters that travel with a checkpoint under
/// `flow` in `config.json`, by their names in the reference.
///
/// @param width of the space in which a token is integrated, `flow_representation_dim`
/// @param inputHidden of the two layers that lead into the network
/// @param frequencies of the time embedding, cosines and sines together
/// @param hidden of the time embedding and of every modulation head
/// @param classes that guidance knows
/// @param normalises whether vocabulary embeddings have one length
/// @param radius that length, or the factor without normalising
/// @param sigma deviation of the noise at time 0
/// @param inputScale factor of the input layers' output
/// @param frozen whether every modulation is that of time t less that of time 0
/// @param rank of the low-rank parts; 0 where the flow has its own copies of the projections
/// @param scale of the low-rank parts
/// @param edm whether velocities are divided by `(1 - t)` once more
/// @param schedule how times were drawn in training: `identity` or `cosmap`
/// @param maximumTime the largest time of training
/// @param defaults of decoding that the model's makers recommend, by their names in the reference
/// @see "SakanaAI/L2D, commit 456871e, configuration of the shipped models"
public record FlowShape(
    int width,
    int inputHidden,
    int frequencies,
    int hidden,
    FlowClasses classes,
    boolean normalises,
    double radius,
    double sigma,
    double inputScale,
    boolean frozen,
    int rank,
    double scale,
    boolean edm,
    String schedule,
    double maximumTime,
    Map<String, String> defaults) {

  public FlowShape {
    defaults = Map.copyOf(defaults);
  }

  /// The key under which a configuration holds all this.
  public static final String KEY = "flow";

  /// The key that names the base where its weights are not included: a folder, relative to this
  /// one.
  public static final String BASE = "base_model_name_or_path";

  /// The hyper-parameters of the shipped models, by their names in the reference.
  static final String SHIPPED =
      """
      {
       "base_params_to_freeze": "all",
       "noise_schedule": "identity",
       "minimum_training_noise": 0.0,
       "minimum_training_noise_units": "time",
       "velocity_schedule": "constant",
       "flow_representation_space": "mapping",
       "flow_representation_dim": 256,
       "flow_representation_num_layers": 1,
       "flow_representation_normalize": true,
       "flow_representation_rescaling": "mult",
       "noise_rescaling": 64.0,
       "flow_to_lm_translation_depth": 2,
       "flow_to_lm_hidden_size": 256,
       "flow_to_lm_timestep_rescaling": 1.0,
       "flow_to_lm_rescale_in_float32": true,
       "preserve_behavior_at_flow_start": true,
       "modulate_hidden_states": false,
       "full_dit_modulation": true,
       "timestep_modulation_num_layers": 2,
       "timestep_modulation_freq_embedding_size": 256,
       "timestep_modulation_hidden_size": 256,
       "guidance_modulation_num_classes": 0,
       "guidance_modulation_training_dropout": 0.2,
       "freeze_modulation_at_flow_start": false,
       "separate_flow_params": true,
       "separate_flow_params_with_lora": true,
       "flow_lora_rank": 32,
       "flow_lora_alpha": 32.0
      }
      """;

  private static final String FINAL = "nstep_final_timestep";

  /// Defaults of decoding: the first five as the reference names them in a configuration, the
  /// others as its command line does.
  private static final List<String> DEFAULTS =
      List.of(
          "nstep_x1_estimation",
          "nstep_normalize_x1_predictions",
          "nstep_clamp_predictions",
          "nstep_temperature_schedule",
          "nstep_guidance_parameter",
          "ode_steps",
          "method");

  /// Tensors before those of the layers, without classes.
  private static final int COMMON = 14;

  private static final String[] PROJECTIONS = {
    "self_attn.flow_q_proj",
    "self_attn.flow_o_proj",
    "mlp.flow_gate_proj",
    "mlp.flow_up_proj",
    "mlp.flow_down_proj"
  };

  /// Whether a checkpoint has a flow path.
  public static boolean present(Config config) {
    return config.inner(KEY).isPresent();
  }

  /// Reads the hyper-parameters.
  ///
  /// @throws Problem CONFIG if one is missing, ARCHITECTURE if it asks for what is not supported
  public static FlowShape of(Config config) {
    Config c =
        config
            .inner(KEY)
            .orElseThrow(
                () ->
                    new Problem(
                        Code.ARCHITECTURE,
                        "This checkpoint has no flow path.",
                        "Choose a checkpoint that was trained for L2D."));
    only(c, "flow_representation_space", "mapping");
    only(c, "flow_representation_num_layers", 1);
    only(c, "flow_to_lm_translation_depth", 2);
    only(c, "timestep_modulation_num_layers", 2);
    only(c, "preserve_behavior_at_flow_start", true);
    only(c, "modulate_hidden_states", false);
    only(c, "full_dit_modulation", true);
    only(c, "separate_flow_params", true);
    only(c, "minimum_training_noise_units", "time");
    if (c.number(FINAL, 1) != 1) {
      throw unknown(FINAL, c.shown(FINAL));
    }
    boolean lora = c.bool("separate_flow_params_with_lora");
    int rank = lora ? Sizes.width(c, "flow_lora_rank") : 0;
    double alpha = lora ? c.number("flow_lora_alpha", -1) : 0;
    int width = Sizes.width(c, "flow_representation_dim");
    return new FlowShape(
        width,
        Sizes.width(c, "flow_to_lm_hidden_size"),
        Sizes.width(c, "timestep_modulation_freq_embedding_size"),
        Sizes.width(c, "timestep_modulation_hidden_size"),
        FlowClasses.of(c),
        c.bool("flow_representation_normalize"),
        radius(c, width),
        positive(c, "noise_rescaling"),
        c.number("flow_to_lm_timestep_rescaling", 1),
        c.bool("freeze_modulation_at_flow_start"),
        rank,
        lora ? (alpha < 0 ? 2 : alpha / rank) : 0,
        choice(c, "velocity_schedule", "constant", "edm").equals("edm"),
        choice(c, "noise_schedule", "identity", "cosmap"),
        largestTime(c),
        defaults(c));
  }

  private static double positive(Config c, String key) {
    double value = c.number(key);
    if (value <= 0) {
      throw unknown(key, c.shown(key));
    }
    return value;
  }

  private static double largestTime(Config c) {
    double noise = c.number("minimum_training_noise", 0);
    if (noise < 0 || noise >= 1) {
      throw unknown("minimum_training_noise", c.shown("minimum_training_noise"));
    }
    return 1 - noise;
  }

  private static Map<String, String> defaults(Config c) {
    Map<String, String> said = new HashMap<>();
    for (String key : DEFAULTS) {
      if (c.has(key)) {
        said.put(key, c.shown(key).replace("\"", ""));
      }
    }
    return said;
  }

  /// Refuses hyper-parameters that have no meaning, so that a misspelt one is not passed over.
  ///
  /// @param said those that a user gave
  /// @throws Problem CONFIG that names one
  static void known(Config said) {
    List<String> all = new ArrayList<>(DEFAULTS);
    all.add(FlowClasses.NAMES);
    all.add(FINAL);
    all.addAll(Config.parse("flow", SHIPPED, "").keys());
    said.only(all.toArray(new String[0]));
  }

  private static double radius(Config c, int width) {
    return switch (choice(c, "flow_representation_rescaling", "mult", "div", "none")) {
      case "mult" -> Math.sqrt(width);
      case "div" -> 1 / Math.sqrt(width);
      default -> 1;
    };
  }

  private static String choice(Config c, String key, String... known) {
    String value = c.text(key, known[0]);
    for (String k : known) {
      if (k.equals(value)) {
        return value;
      }
    }
    throw unknown(key, value);
  }

  private static void only(Config c, String key, Object supported) {
    if (c.has(key)) {
      String said = c.shown(key).replace("\"", "");
      if (!said.equals(supported.toString())) {
        throw unknown(key, said);
      }
    }
  }

  private static Problem unknown(String key, String value) {
    return new Problem(
        Code.ARCHITECTURE,
        "The flow path asks for " + key + " " + value + ", which Unmask does not support.",
        "Supported is what the shipped configurations of L2D use.");
  }

  /// The time of training that belongs to a uniform number, as the schedule places it.
  public double trainingTime(double uniform) {
    double t = uniform;
    if (schedule.equals("cosmap")) {
      t = uniform >= 1 ? 1 : 1 - 1 / (Math.tan(Math.PI * uniform / 2) + 1);
    }
    return maximumTime * t;
  }

  /// The flow's arrays in the order that `flow.py` reads.
  ///
  /// @param base the blueprint of the base: LLaMA or Qwen2, left to right
  List<Slot> slots(Blueprint base) {
    Sides sides = Sides.of(base);
    List<Slot> slots = new ArrayList<>();
    affine(slots, "model.flow_token_embedder.embedder.layers_module.0", width, sides.model());
    affine(slots, "model.flow_to_lm_encoder.embedder.layers_module.0", inputHidden, width);
    affine(slots, "model.flow_to_lm_encoder.embedder.layers_module.2", sides.model(), inputHidden);
    affine(slots, "model.timestep_embedder.mlp.0", hidden, frequencies);
    affine(slots, "model.timestep_embedder.mlp.2", hidden, hidden);
    affine(slots, "model.modulation_head.mlp.0", hidden, hidden);
    affine(slots, "model.modulation_head.mlp.2", sides.model(), hidden);
    if (classes.any()) {
      slots.add(new Slot.Stored("model.data_label_embedder.weight", classes.count() + 1L, hidden));
    }
    for (int i = 0; i < base.cache().layers(); i++) {
      layer(slots, "model.layers.%d.".formatted(i), sides);
    }
    return slots;
  }

  private void layer(List<Slot> slots, String at, Sides sides) {
    affine(slots, at + "modulation_head.mlp.0", hidden, hidden);
    affine(slots, at + "modulation_head.mlp.2", 6 * sides.model(), hidden);
    long[] in = {sides.model(), sides.queries(), sides.model(), sides.model(), sides.inner()};
    long[] out = {sides.queries(), sides.model(), sides.inner(), sides.inner(), sides.model()};
    for (int p = 0; p < PROJECTIONS.length; p++) {
      String name = at + PROJECTIONS[p];
      if (rank > 0) {
        slots.add(new Slot.Stored(name + ".A", in[p], rank));
        slots.add(new Slot.Stored(name + ".B", rank, out[p]));
      } else {
        slots.add(new Slot.Stored(name + ".weight", out[p], in[p]));
      }
    }
    if (rank == 0 && sides.queryBias()) {
      slots.add(new Slot.Stored(at + PROJECTIONS[0] + ".bias", sides.queries()));
    }
  }

  private static void affine(List<Slot> slots, String name, long out, long in) {
    slots.add(new Slot.Stored(name + ".weight", out, in));
    slots.add(new Slot.Stored(name + ".bias", out));
  }

  /// Attributes of `flow.py`.
  Map<String, Object> constants(Blueprint base) {
    int projections = rank > 0 ? 2 * PROJECTIONS.length : PROJECTIONS.length;
    int bias = rank == 0 && Sides.of(base).queryBias() ? 1 : 0;
    Map<String, Object> c = new HashMap<>();
    c.put("flow_normalises", normalises);
    c.put("flow_radius", radius);
    c.put("flow_frequencies", (long) frequencies);
    c.put("flow_sigma", sigma);
    c.put("flow_input_scale", inputScale);
    c.put("flow_frozen", frozen);
    c.put("flow_lora", rank > 0);
    c.put("flow_scale", scale);
    c.put("flow_layers_at", (long) COMMON + (classes.any() ? 1 : 0));
    c.put("flow_stride", 4L + projections + bias);
    return c;
  }

  /// Sizes of the base.
  ///
  /// @param model the residual stream
  /// @param queries all heads together
  /// @param inner the feed-forward layer
  private record Sides(long model, long queries, long inner, boolean queryBias) {
    /// Where `llama.py` has its first layer, and in it the matrices for queries and the gate.
    private static final int FIRST = 3;

    private static final int QUERY = 1;
    private static final int GATE = 6;

    static Sides of(Blueprint base) {
      boolean known = base.family().equals("LLaMA") || base.family().equals("Qwen2");
      boolean plain =
          known
              && Boolean.FALSE.equals(base.constants().get("out_bias"))
              && Boolean.FALSE.equals(base.constants().get("mlp_bias"));
      if (!plain || base.kind() != Blueprint.Kind.AUTOREGRESSIVE) {
        throw new Problem(
            Code.ARCHITECTURE,
            "A flow path on " + base.family() + " is not supported.",
            "The base must be a LLaMA or Qwen2 that writes left to right.");
      }
      long[] query = ((Slot.Linear) base.slots().get(FIRST + QUERY)).weight().shape();
      long[] gate = ((Slot.Linear) base.slots().get(FIRST + GATE)).weight().shape();
      return new Sides(
          query[1], query[0], gate[0], Boolean.TRUE.equals(base.constants().get("qkv_bias")));
    }
  }
}
