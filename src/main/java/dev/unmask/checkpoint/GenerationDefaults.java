package dev.unmask.checkpoint;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// What `generation_config.json` says about writing with a model. Everything in it is optional.
///
/// @param sample `do_sample`: draw tokens rather than take the most probable ones
/// @param temperature at least 0; 0 means the most probable token
/// @param topP in (0, 1]
/// @param topK 0 keeps all
/// @param newTokens `max_new_tokens`
/// @param ends `eos_token_id`, one or a list: ids that end a text
/// @param maskId `mask_token_id` (Dream)
/// @param steps of a denoising (Dream)
/// @param algorithm `alg`, how Dream chooses what to reveal
/// @param algorithmTemperature `alg_temp`, randomness of that choice
/// @param eps end of Dream's time grid
/// @param unused settings that would change what is written and that Unmask does not have, as
///     `name value`
/// @see "transformers 4.46, GenerationConfig; Dream, generation_utils.py, DreamGenerationConfig"
public record GenerationDefaults(
    Optional<Boolean> sample,
    OptionalDouble temperature,
    OptionalDouble topP,
    OptionalInt topK,
    OptionalInt newTokens,
    List<Integer> ends,
    OptionalInt maskId,
    OptionalInt steps,
    Optional<String> algorithm,
    OptionalDouble algorithmTemperature,
    OptionalDouble eps,
    List<String> unused) {

  /// Settings that Unmask does not have, each with the value that changes nothing.
  private static final Map<String, Double> NEUTRAL =
      Map.of(
          "repetition_penalty", 1.0,
          "num_beams", 1.0,
          "num_beam_groups", 1.0,
          "no_repeat_ngram_size", 0.0,
          "typical_p", 1.0,
          "min_p", 0.0,
          "min_new_tokens", 0.0,
          "penalty_alpha", 0.0,
          "epsilon_cutoff", 0.0,
          "eta_cutoff", 0.0);

  public GenerationDefaults {
    ends = List.copyOf(ends);
    unused = List.copyOf(unused);
  }

  /// Nothing is said.
  public static GenerationDefaults none() {
    return new GenerationDefaults(
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        List.of(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        List.of());
  }

  /// What the file of a checkpoint says; [#none] without one.
  ///
  /// @throws Problem CONFIG if a value is of the wrong kind or out of range
  public static GenerationDefaults of(CheckpointFolder folder) {
    return folder.generation().map(GenerationDefaults::of).orElseGet(GenerationDefaults::none);
  }

  /// As above.
  static GenerationDefaults of(Config c) {
    return new GenerationDefaults(
        c.has("do_sample") ? Optional.of(c.bool("do_sample")) : Optional.empty(),
        number(c, "temperature", 0, 100),
        number(c, "top_p", Math.nextUp(0.0), 1),
        whole(c, "top_k", 0),
        whole(c, "max_new_tokens", 1),
        c.ids("eos_token_id"),
        c.id("mask_token_id"),
        whole(c, "steps", 1),
        c.has("alg") ? Optional.of(c.text("alg")) : Optional.empty(),
        number(c, "alg_temp", 0, Double.MAX_VALUE),
        number(c, "eps", 0, 1),
        unused(c));
  }

  /// What there is, in the words of the file, by name; ids of tokens are left out.
  public Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    sample.ifPresent(v -> words.put("do_sample", v.toString()));
    temperature.ifPresent(v -> words.put("temperature", Double.toString(v)));
    topP.ifPresent(v -> words.put("top_p", Double.toString(v)));
    topK.ifPresent(v -> words.put("top_k", Integer.toString(v)));
    newTokens.ifPresent(v -> words.put("max_new_tokens", Integer.toString(v)));
    steps.ifPresent(v -> words.put("steps", Integer.toString(v)));
    algorithm.ifPresent(v -> words.put("alg", v));
    algorithmTemperature.ifPresent(v -> words.put("alg_temp", Double.toString(v)));
    eps.ifPresent(v -> words.put("eps", Double.toString(v)));
    return words;
  }

  private static OptionalDouble number(Config c, String key, double low, double high) {
    if (!c.has(key)) {
      return OptionalDouble.empty();
    }
    double v = c.number(key);
    if (v < low || v > high) {
      throw outOfRange(key, Double.toString(v));
    }
    return OptionalDouble.of(v);
  }

  private static OptionalInt whole(Config c, String key, int low) {
    if (!c.has(key)) {
      return OptionalInt.empty();
    }
    int v = c.integer(key);
    if (v < low) {
      throw outOfRange(key, Integer.toString(v));
    }
    return OptionalInt.of(v);
  }

  private static Problem outOfRange(String key, String value) {
    return new Problem(
        Code.CONFIG,
        "generation_config.json asks for " + key + " " + value + ", which means nothing.",
        "Correct the file or remove it; it holds defaults only.");
  }

  /// 2 rather than 2.0.
  private static String plain(double v) {
    return v == Math.rint(v) && Math.abs(v) < 1e9 ? Long.toString((long) v) : Double.toString(v);
  }

  private static List<String> unused(Config c) {
    List<String> unused = new ArrayList<>();
    for (String key : c.keys()) {
      Double neutral = NEUTRAL.get(key);
      if (neutral != null && c.has(key) && c.number(key) != neutral) {
        unused.add(key + " " + plain(c.number(key)));
      } else if (c.has(key) && (key.endsWith("suppress_tokens") || key.equals("bad_words_ids"))) {
        unused.add(key);
      }
    }
    return unused;
  }
}
