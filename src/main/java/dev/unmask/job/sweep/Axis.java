package dev.unmask.job.sweep;

import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.FlowParameters;
import dev.unmask.job.GenerateParameters;
import dev.unmask.job.Parameter;
import dev.unmask.job.Preset;
import dev.unmask.job.Presets;
import dev.unmask.job.SamplerParameters;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A knob and the values that it takes in turn.
///
/// @param parameter name of a knob of [DenoiseParameters], of flow models of [GenerateParameters]
/// @param values at least one, all different, as texts
public record Axis(String parameter, List<String> values) {
  /// @throws Problem PARAMETER if there is no value, one comes twice, or there is no such knob
  public Axis {
    values = List.copyOf(values);
    if (!exists(FlowParameters.all(), parameter)) {
      knob(parameter);
    }
    if (values.isEmpty() || values.stream().anyMatch(String::isBlank)) {
      throw new Problem(
          Code.PARAMETER,
          "The grid has no value for " + parameter + ".",
          "Give one or more, with commas between them.");
    }
    if (values.stream().distinct().count() < values.size()) {
      throw new Problem(
          Code.PARAMETER,
          "The grid has a value of %s twice: %s.".formatted(parameter, String.join(",", values)),
          "Give each value once.");
    }
  }

  /// The knobs that can be turned, in the order in which sweeps name them: those of diffusion
  /// models, then what only flow models have.
  public static List<Parameter<?>> all() {
    List<Parameter<?>> all = new ArrayList<>(DenoiseParameters.all());
    all.removeAll(
        List.of(
            DenoiseParameters.SEED,
            SamplerParameters.PINS,
            SamplerParameters.ALLOW,
            SamplerParameters.SUPPRESS));
    for (Parameter<?> p : FlowParameters.all()) {
      if (!exists(all, p.name())) {
        all.add(p);
      }
    }
    return List.copyOf(all);
  }

  /// Values with commas between them; a sampler may be shortened as long as it is clear.
  ///
  /// @throws Problem PARAMETER as the constructor, or if a value is not allowed
  public static Axis parse(String parameter, String texts) {
    return parse(parameter, texts, knob(parameter));
  }

  /// The same of a knob of flow models.
  ///
  /// @throws Problem PARAMETER as the constructor, or if a value is not allowed
  public static Axis flow(String parameter, String texts) {
    return parse(parameter, texts, flowKnob(parameter));
  }

  private static Axis parse(String parameter, String texts, Parameter<?> knob) {
    List<String> values =
        Arrays.stream(texts.split(",", -1))
            .map(String::strip)
            .filter(t -> !t.isEmpty())
            .map(t -> parameter.equals(DenoiseParameters.SAMPLER.name()) ? sampler(t) : t)
            .toList();
    values.forEach(knob::parse);
    return new Axis(parameter, values);
  }

  /// A preset by its name or the beginning of it, which no other has.
  private static String sampler(String text) {
    List<String> names = Presets.all().stream().map(Preset::name).toList();
    List<String> meant = names.stream().filter(n -> n.startsWith(text)).toList();
    return names.contains(text) || meant.size() != 1 ? text : meant.getFirst();
  }

  private static boolean exists(List<Parameter<?>> catalogue, String name) {
    return catalogue.stream().anyMatch(p -> p.name().equals(name));
  }

  /// A knob of flow models.
  static Parameter<?> flowKnob(String name) {
    return knob(GenerateParameters.all(), name, "unmask generate --help lists them all.");
  }

  static Parameter<?> knob(String name) {
    return knob(DenoiseParameters.all(), name, "unmask denoise --help lists them all.");
  }

  private static Parameter<?> knob(List<Parameter<?>> catalogue, String name, String where) {
    return catalogue.stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new Problem(Code.PARAMETER, "There is no knob called " + name + ".", where));
  }
}
