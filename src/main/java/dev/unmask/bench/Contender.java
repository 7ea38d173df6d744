package dev.unmask.bench;

import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.Parameter;
import dev.unmask.job.SamplerParameters;
import dev.unmask.job.Values;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;

/// A sampler that is measured: a preset, or one of which some knobs were turned.
///
/// @param name as typed: `fast-dllm-threshold:threshold=0.95:steps=64`
/// @param values all knobs
record Contender(String name, Values values) {
  /// What samplers that write the canvas as a whole are compared with.
  static final String PLAIN = "topk-confidence";

  /// What samplers that write in blocks are compared with.
  static final String PLAIN_IN_BLOCKS = "llada-low-confidence";

  /// Reads a preset's name and any `:knob=value` after it.
  ///
  /// @param base knobs that are not mentioned
  /// @throws Problem PARAMETER if there is no such preset, knob or value
  static Contender parse(String text, Values base) {
    String[] parts = text.strip().split(":", -1);
    Values values = base.parsed(DenoiseParameters.SAMPLER, parts[0]);
    for (int i = 1; i < parts.length; i++) {
      String[] turned = parts[i].split("=", 2);
      Parameter<?> knob = knob(values, turned[0]);
      if (turned.length < 2) {
        throw new Problem(
            Code.PARAMETER,
            "%s of %s has no value.".formatted(turned[0], text),
            "Write it as NAME:KNOB=VALUE.");
      }
      values = values.parsed(knob, turned[1]);
    }
    return new Contender(text.strip(), values);
  }

  private static Parameter<?> knob(Values values, String name) {
    return values.catalogue().stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new Problem(
                    Code.PARAMETER,
                    "There is no knob called " + name + ".",
                    "unmask denoise --help lists them all."));
  }

  /// The preset without anything special that its speed is compared with.
  String plain() {
    return values.get(SamplerParameters.BLOCK) > 0 ? PLAIN_IN_BLOCKS : PLAIN;
  }
}
