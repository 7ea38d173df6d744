package dev.unmask.job;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The catalogue of a text that is written from left to right: every knob, in the order in which a
/// form shows them.
public final class GenerateParameters {
  private static final String SAMPLING_GROUP = "Sampling";

  /// How a token is chosen: as in [DenoiseParameters].
  public static final Parameter<String> DRAW = DenoiseParameters.DRAW;

  public static final Parameter<Double> TEMPERATURE =
      new Parameter<>(
          "temperature",
          "Temperature",
          SAMPLING_GROUP,
          new Domain.Real(0, true, 100),
          1.0,
          "",
          "Logits are divided by it; below 1 sharpens, above 1 flattens, 0 takes the most probable"
              + " token.",
          "temperature");

  public static final Parameter<Long> TOP_K =
      new Parameter<>(
          "top-k",
          "Top-k",
          SAMPLING_GROUP,
          new Domain.Whole(0, 100_000),
          0L,
          "tokens",
          "Draw only from so many of the most probable tokens; 0 keeps all.",
          "top_k");

  public static final Parameter<Double> TOP_P =
      new Parameter<>(
          "top-p",
          "Top-p",
          SAMPLING_GROUP,
          new Domain.Real(0, false, 1),
          1.0,
          "",
          "Draw only from the most probable tokens that together reach this probability (of what"
              + " top-k kept); 1 keeps all.",
          "top_p");

  public static final Parameter<Long> SEED = DenoiseParameters.SEED;

  public static final Parameter<Long> TOKENS =
      new Parameter<>(
          "tokens",
          "New tokens",
          "Text",
          new Domain.Whole(1, 1_000_000),
          256L,
          "tokens",
          "Write at most so many tokens; the model may end earlier, and never beyond the longest"
              + " text that it takes.",
          "max_new_tokens");

  public static final Parameter<Boolean> RAW = DenoiseParameters.RAW;
  public static final Parameter<Long> ALTERNATIVES = DenoiseParameters.ALTERNATIVES;
  public static final Parameter<String> DTYPE = DenoiseParameters.DTYPE;
  public static final Parameter<String> DEVICE = DenoiseParameters.DEVICE;

  private static final List<Parameter<?>> ALL =
      Stream.concat(
              Stream.of(
                  DRAW, TEMPERATURE, TOP_K, TOP_P, SEED, TOKENS, RAW, ALTERNATIVES, DTYPE, DEVICE),
              FlowParameters.all().stream())
          .toList();

  private GenerateParameters() {}

  /// Every parameter, in the order in which a form shows them.
  public static List<Parameter<?>> all() {
    return ALL;
  }

  /// Every parameter at its default.
  public static Values defaults() {
    return Values.defaults(ALL);
  }

  /// Who sets a knob of sampling wants to sample: `draw` follows, unless it was set itself.
  ///
  /// @param given whether the user set a parameter
  public static Values implied(Values values, Predicate<Parameter<?>> given) {
    boolean sampling = given.test(TEMPERATURE) || given.test(TOP_K) || given.test(TOP_P);
    return sampling && !given.test(DRAW) ? values.with(DRAW, DenoiseParameters.SAMPLE) : values;
  }

  /// Whether tokens are drawn rather than the most probable ones taken.
  public static boolean samples(Values values) {
    return values.get(DRAW).equals(DenoiseParameters.SAMPLE) && values.get(TEMPERATURE) > 0;
  }

  /// Why a parameter has no effect under these values, or empty if it has one.
  public static Optional<String> idle(Parameter<?> parameter, Values values) {
    boolean ofSampling =
        parameter.equals(TEMPERATURE)
            || parameter.equals(TOP_K)
            || parameter.equals(TOP_P)
            || parameter.equals(SEED);
    return ofSampling && !values.get(DRAW).equals(DenoiseParameters.SAMPLE)
        ? Optional.of("The most probable token is taken: this needs draw = sample.")
        : Optional.empty();
  }
}
