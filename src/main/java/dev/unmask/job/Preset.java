package dev.unmask.job;

import java.util.LinkedHashMap;
import java.util.Map;

/// A sampler under the name that its authors gave it: some values of the knobs.
///
/// @param name as typed on the command line and stored in sessions
/// @param title as shown in the form
/// @param explanation one line
/// @param source paper or code
/// @param parts the values that differ from the knobs' own defaults
public record Preset(
    String name, String title, String explanation, String source, Map<Parameter<?>, Object> parts) {
  public Preset {
    parts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parts));
  }

  /// The same with one more part.
  ///
  /// @throws dev.unmask.problem.Problem PARAMETER if the value is not allowed
  <T> Preset with(Parameter<T> parameter, T value) {
    Map<Parameter<?>, Object> more = new LinkedHashMap<>(parts);
    more.put(parameter, parameter.checked(value));
    return new Preset(name, title, explanation, source, more);
  }

  /// Its parts as a person would type them.
  public String described() {
    StringBuilder out = new StringBuilder();
    parts.forEach(
        (p, v) -> out.append(out.isEmpty() ? "" : ", ").append(p.name()).append(' ').append(v));
    return out.toString();
  }
}
