package dev.unmask.job;

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
