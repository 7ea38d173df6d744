package dev.unmask.job;

import dev.unmask.checkpoint.GenerationDefaults;
import dev.unmask.network.FlowShape;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;

/// What the makers of a model recommend, as values of our catalogues: the user's own values win.
public final class ModelDefaults {
  private ModelDefaults() {}

  /// For a text that is written from left to right. As in transformers, tokens are drawn only where
  /// `do_sample` says so. What transformers assumes without being told (`top_k` 50) is not assumed.
  public static Values generate(GenerationDefaults said) {
    Values values = GenerateParameters.defaults();
    if (said.sample().orElse(false)) {
      values = values.with(GenerateParameters.DRAW, DenoiseParameters.SAMPLE);
    }
    if (said.temperature().isPresent()) {
      values = values.with(GenerateParameters.TEMPERATURE, said.temperature().getAsDouble());
    }
    if (said.topP().isPresent()) {
      values = values.with(GenerateParameters.TOP_P, said.topP().getAsDouble());
    }
    if (said.topK().isPresent()) {
      values = values.with(GenerateParameters.TOP_K, (long) said.topK().getAsInt());
    }
    if (said.newTokens().isPresent()) {
      values = values.with(GenerateParameters.TOKENS, (long) said.newTokens().getAsInt());
    }
    return values;
  }

  /// For a text that is integrated: what the makers of the flow recommend comes on top.
  ///
  /// @param guided whether a class is chosen; without one their guidance has no meaning
  /// @throws Problem CONFIG if they recommend what cannot be
  public static Values flow(FlowShape shape, Values values, boolean guided) {
    Values out = values;
    for (Parameter<?> p : FlowParameters.all()) {
      String said = shape.defaults().get(p.published());
      if (said != null && (guided || !p.equals(FlowParameters.GUIDANCE))) {
        try {
          out = out.parsed(p, said);
        } catch (Problem wrong) {
          throw new Problem(
              Code.CONFIG,
              "The flow path recommends %s %s: %s".formatted(p.published(), said, wrong.sentence()),
              "Correct config.json; it holds defaults only.",
              wrong);
        }
      }
    }
    return out;
  }

  /// For a denoising: Dream's sampler, steps, temperature and top-p; a temperature of 0 means the
  /// most probable token, and one above 0 means drawing where `do_sample` or a setting of Dream's
  /// says so.
  public static Values denoise(GenerationDefaults said) {
    Values values = sampler(said, DenoiseParameters.defaults());
    if (said.steps().isPresent()) {
      values = values.with(DenoiseParameters.STEPS, (long) said.steps().getAsInt());
    }
    if (said.topP().isPresent()) {
      values = values.with(DenoiseParameters.TOP_P, said.topP().getAsDouble());
    }
    double temperature = said.temperature().orElse(0);
    boolean dream = said.steps().isPresent() || said.algorithm().isPresent();
    if (temperature > 0) {
      values = values.with(DenoiseParameters.TEMPERATURE, temperature);
    }
    boolean draws = said.sample().orElse(dream && temperature > 0);
    boolean never = said.temperature().isPresent() && temperature == 0;
    return draws && !never ? values.with(DenoiseParameters.DRAW, DenoiseParameters.SAMPLE) : values;
  }

  private static Values sampler(GenerationDefaults said, Values values) {
    String name = "dream-" + said.algorithm().orElse("").replace('_', '-');
    if (Presets.all().stream().noneMatch(p -> p.name().equals(name))) {
      return values;
    }
    Values out = values.with(DenoiseParameters.SAMPLER, name);
    if (said.algorithmTemperature().isPresent()) {
      out =
          out.with(SamplerParameters.ORDER_TEMPERATURE, said.algorithmTemperature().getAsDouble());
    }
    return said.eps().isPresent() ? out.with(SamplerParameters.END, said.eps().getAsDouble()) : out;
  }
}
