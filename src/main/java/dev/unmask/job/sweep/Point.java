package dev.unmask.job.sweep;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// One place of the grid.
///
/// @param number from 0, in the order of the grid
/// @param model index of its model
/// @param knobs values of the axes by the names of their knobs; none of a model that writes left to
///     right
public record Point(int number, int model, Map<String, String> knobs) {
  public Point {
    knobs = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(knobs));
  }

  /// Its values on the axes, without some of them.
  String words(String... without) {
    java.util.List<String> hidden = java.util.List.of(without);
    return knobs.entrySet().stream()
        .filter(e -> !hidden.contains(e.getKey()))
        .map(e -> e.getKey().equals("sampler") ? e.getValue() : e.getKey() + " " + e.getValue())
        .collect(Collectors.joining(", "));
  }
}
