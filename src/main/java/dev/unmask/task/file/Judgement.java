package dev.unmask.task.file;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What is to be said of a text.
///
/// @param right whether it counts as right
/// @param scores further numbers by their published names, in a fixed order
/// @param words what is wrong with it, for a person; may be empty
public record Judgement(boolean right, Map<String, Double> scores, String words) {
  public Judgement {
    scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
  }

  /// Right or wrong, nothing else.
  public static Judgement of(boolean right) {
    return new Judgement(right, Map.of(), "");
  }

  /// The same with one more number.
  public Judgement with(String name, double score) {
    Map<String, Double> more = new LinkedHashMap<>(scores);
    more.put(name, score);
    return new Judgement(right, more, words);
  }
}
