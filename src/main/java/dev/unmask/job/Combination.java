package dev.unmask.job;

import dev.unmask.network.Denoiser;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.Optional;

/// Which parts of a sampler go together.
public final class Combination {
  private Combination() {}

  /// Why these values make no sampler; empty if they do.
  public static Optional<String> obstacle(Values values) {
    Rule rule = Rule.of(values);
    String cache = values.get(SamplerParameters.CACHE);
    boolean caches = cache.equals("prefix") || cache.equals("dual");
    if (caches && rule.looksElsewhere()) {
      return Optional.of(
          "The rule %s looks at more than one window of the canvas, so nothing of it can be cached."
              .formatted(rule.text()));
    }
    if (caches && values.get(SamplerParameters.GUIDANCE) > 0) {
      return Optional.of("Guidance looks at two canvases, and the cache keeps one.");
    }
    if (caches && values.get(SamplerParameters.FEEDBACK) > 0) {
      return Optional.of("Soft masks change what the cache keeps.");
    }
    boolean random = values.get(SamplerParameters.ORDER).equals("random");
    if (rule == Rule.SPECULATIVE && random) {
      return Optional.of("A random order cannot be drafted.");
    }
    return Optional.empty();
  }

  /// Why a model cannot be written with by these values; empty if it can.
  public static Optional<String> misfit(Denoiser model, Values values) {
    int size = model.blockSize();
    if (size == 0) {
      return Optional.empty();
    }
    String cache = values.get(SamplerParameters.CACHE);
    boolean caches = cache.equals("prefix") || cache.equals("dual");
    boolean own =
        values.get(SamplerParameters.BLOCK) == size && values.get(SamplerParameters.ALIGNED);
    if (caches && !own) {
      return Optional.of(
          "This model is written in blocks of %d, and the cache needs these, aligned."
              .formatted(size));
    }
    if (Rule.of(values) == Rule.VERIFY) {
      return Optional.of(
          "The rule verify adds columns that this model's block attention has no place for.");
    }
    return Optional.empty();
  }

  /// @throws Problem PARAMETER if they do not fit the model
  static void check(Denoiser model, Values values) {
    misfit(model, values)
        .ifPresent(
            why -> {
              throw new Problem(
                  Code.PARAMETER,
                  why,
                  ("Use --block %d --aligned, another cache, or another sampler, such as"
                          + " bd3lm-first-hitting.")
                      .formatted(model.blockSize()));
            });
  }

  /// @throws Problem PARAMETER if they do not go together
  static void check(Values values) {
    obstacle(values)
        .ifPresent(
            why -> {
              throw new Problem(
                  Code.PARAMETER, why, "Choose another rule, or cache none or unchanged.");
            });
  }
}
