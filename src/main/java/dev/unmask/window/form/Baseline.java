package dev.unmask.window.form;

import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.Parameter;
import dev.unmask.job.SamplerParameters;
import dev.unmask.job.Values;

/// What stands on the form where the user says nothing: what the makers of the open model
/// recommend, else what the chosen preset says, else the default.
///
/// @param recommended by the makers of the model
record Baseline(Values recommended) {
  /// Nothing is recommended.
  static final Baseline PLAIN = new Baseline(DenoiseParameters.defaults());

  /// The values with the usual one of a parameter.
  <T> Values reset(Values values, Parameter<T> parameter) {
    return parameter.equals(DenoiseParameters.SAMPLER)
        ? values
        : values.with(parameter, valueOf(values, parameter));
  }

  /// Values in which a parameter has its usual value under others.
  <T> Values usual(Values values, Parameter<T> parameter) {
    return parameter.equals(DenoiseParameters.SAMPLER)
        ? recommended
        : values.with(parameter, valueOf(values, parameter));
  }

  private <T> T valueOf(Values values, Parameter<T> parameter) {
    T preset = values.usual(parameter);
    boolean theirs = sampler(values).equals(sampler(recommended));
    boolean part = parameter.group().equals(SamplerParameters.PARTS);
    boolean silent = !part && preset.equals(parameter.fallback());
    return (theirs || silent) && recommended.changed(parameter)
        ? recommended.get(parameter)
        : preset;
  }

  /// The values after another sampler was chosen: the recommended one comes with its parts, and
  /// what followed the old one follows the new one.
  Values chosen(Values before, Values after) {
    Values out = after;
    for (Parameter<?> parameter : after.catalogue()) {
      if (before.get(parameter).equals(valueOf(before, parameter))) {
        out = reset(out, parameter);
      }
    }
    return out;
  }

  private static String sampler(Values values) {
    return values.get(DenoiseParameters.SAMPLER);
  }
}
