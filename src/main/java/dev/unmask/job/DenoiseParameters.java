package dev.unmask.job;

import dev.unmask.network.Precision;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The catalogue of a denoising run: every knob, in the order in which a form shows them.
public final class DenoiseParameters {
  private static final String SAMPLER_GROUP = "Sampler";
  private static final String CANVAS_GROUP = "Canvas";
  private static final String COMPUTATION_GROUP = "Computation";

  /// The most probable token is written.
  public static final String ARGMAX = "argmax";

  /// A token is drawn from the distribution.
  public static final String SAMPLE = "sample";

  public static final Parameter<String> SAMPLER =
      new Parameter<>(
          "sampler",
          "Sampler",
          SAMPLER_GROUP,
          new Domain.Choice(Presets.all().stream().map(Preset::name).toList()),
          Presets.all().getFirst().name(),
          "",
          "A published sampler: a name for certain values of its parts, which can be changed one by"
              + " one.",
          "alg, sampler, remasking");

  public static final Parameter<Long> STEPS =
      new Parameter<>(
          "steps",
          "Steps",
          SAMPLER_GROUP,
          new Domain.Whole(1, 100_000),
          32L,
          "steps",
          "Number of denoising steps; each asks the network once. Samplers with a threshold take as"
              + " many as they need.",
          "DiffuLLaMA: diffusion_steps, T");

  public static final Parameter<String> DRAW = SamplerParameters.DRAW;

  public static final Parameter<Double> TEMPERATURE =
      new Parameter<>(
          "temperature",
          "Temperature",
          SAMPLER_GROUP,
          new Domain.Real(0, false, 100),
          1.0,
          "",
          "Logits are divided by it; below 1 sharpens, above 1 flattens. With argmax it changes"
              + " the confidences only.",
          "DiffuLLaMA: logits_temp");

  public static final Parameter<Double> TOP_P = SamplerParameters.TOP_P;

  public static final Parameter<Long> SEED =
      new Parameter<>(
          "seed",
          "Seed",
          SAMPLER_GROUP,
          // The largest whole number that JSON readers with 64-bit floats keep exactly.
          new Domain.Whole(0, (1L << 53) - 1),
          7L,
          "",
          "Every random number is a function of the seed, its purpose, the step and the position.",
          "seed");

  public static final Parameter<Long> LENGTH =
      new Parameter<>(
          "length",
          "Length",
          CANVAS_GROUP,
          new Domain.Whole(0, 1_000_000),
          0L,
          "ids",
          "Length of the whole canvas, prompt included; 0 means what the model was made for: a"
              + " length, or room for an answer behind any prompt.",
          "DiffuLLaMA: gen_len");

  public static final Parameter<Long> MASKS =
      new Parameter<>(
          "masks",
          "Masks",
          CANVAS_GROUP,
          new Domain.Whole(0, 1_000_000),
          0L,
          "masks",
          "Number of masks in each blank; 0 means one for each underscore of a template, and"
              + " otherwise as many as the canvas has room for.",
          "");

  public static final Parameter<Boolean> RAW =
      new Parameter<>(
          "raw",
          "Raw prompt",
          CANVAS_GROUP,
          new Domain.Flag(),
          false,
          "",
          "Use the prompt as it stands, without the model's chat template.",
          "");

  public static final Parameter<Long> ALTERNATIVES =
      new Parameter<>(
          "alternatives",
          "Alternatives",
          COMPUTATION_GROUP,
          new Domain.Whole(1, 64),
          5L,
          "tokens",
          "How many of the most probable tokens are kept for each position of each step.",
          "top-k (listed, not sampled)");

  public static final Parameter<String> DTYPE =
      new Parameter<>(
          "dtype",
          "Precision",
          COMPUTATION_GROUP,
          new Domain.Choice(Arrays.stream(Precision.values()).map(Precision::text).toList()),
          Precision.F32.text(),
          "",
          "Number format of the computation: bf16 takes half the memory, int8 a quarter; both are"
              + " less exact.",
          "torch_dtype");

  public static final Parameter<String> DEVICE =
      new Parameter<>(
          "device",
          "Device",
          COMPUTATION_GROUP,
          new Domain.Form(Pattern.compile("cpu|cuda(:\\d{1,3})?"), "cpu, cuda or cuda:N"),
          "cpu",
          "",
          "Where the network runs.",
          "device");

  private static final List<Parameter<?>> ALL =
      Stream.of(
              List.<Parameter<?>>of(
                  SAMPLER,
                  STEPS,
                  DRAW,
                  TEMPERATURE,
                  TOP_P,
                  SamplerParameters.TOP_K,
                  SamplerParameters.MIN_P,
                  SEED),
              SamplerParameters.PARTS_AND_TOKENS,
              List.<Parameter<?>>of(LENGTH, MASKS, RAW, ALTERNATIVES, DTYPE, DEVICE))
          .<Parameter<?>>flatMap(List::stream)
          .toList();

  private static final Values DEFAULTS =
      Values.defaults(
          ALL,
          SAMPLER,
          ALL.stream()
              .filter(p -> p.group().equals(SamplerParameters.PARTS))
              .<Parameter<?>>map(p -> p)
              .toList(),
          Presets.parts());

  private DenoiseParameters() {}

  /// Every parameter, in the order in which a form shows them.
  public static List<Parameter<?>> all() {
    return ALL;
  }

  /// Every parameter at its default.
  public static Values defaults() {
    return DEFAULTS;
  }

  /// Why a parameter has no effect under these values, or empty if it has one: such a knob is
  /// disabled and says why.
  public static Optional<String> idle(Parameter<?> parameter, Values values) {
    boolean argmax = values.get(DRAW).equals(ARGMAX);
    boolean filter =
        parameter.equals(TOP_P)
            || parameter.equals(SamplerParameters.TOP_K)
            || parameter.equals(SamplerParameters.MIN_P);
    if (filter && argmax && !values.get(SamplerParameters.CONFIDENCE_OF).equals("filtered")) {
      return Optional.of("The most probable token is never cut off: this needs draw = sample.");
    }
    Rule rule = Rule.of(values);
    if (!rule.heeds(parameter)) {
      return Optional.of("The rule %s does not use it.".formatted(rule.text()));
    }
    if (parameter.equals(STEPS) && rule.adaptive()) {
      return Optional.of("The rule %s takes as many steps as it needs.".formatted(rule.text()));
    }
    if (parameter.equals(SEED) && !random(values, rule)) {
      return Optional.of("Nothing is random with argmax and this rule.");
    }
    boolean blocks =
        parameter.equals(SamplerParameters.ALIGNED) || parameter.equals(SamplerParameters.GROWING);
    if (blocks && values.get(SamplerParameters.BLOCK) == 0) {
      return Optional.of("The canvas is not written in blocks: block is 0.");
    }
    return Optional.empty();
  }

  private static boolean random(Values values, Rule rule) {
    boolean order =
        rule.heeds(SamplerParameters.ORDER)
            && (values.get(SamplerParameters.ORDER).equals("random")
                || (rule.heeds(SamplerParameters.ORDER_TEMPERATURE)
                    && values.get(SamplerParameters.ORDER_TEMPERATURE) > 0));
    boolean binomial =
        rule.heeds(SamplerParameters.COUNTS)
            && values.get(SamplerParameters.COUNTS).equals("binomial");
    return values.get(DRAW).equals(SAMPLE) || order || binomial || rule.random();
  }
}
