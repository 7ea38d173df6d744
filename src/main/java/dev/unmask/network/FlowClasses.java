package dev.unmask.network;

import dev.unmask.checkpoint.Config;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// The classes of problems that a flow path was trained with, for guidance. One more row of its
/// table stands for no class.
///
/// @param count of classes; 0 has none
/// @param dropout share of tokens whose class was dropped in training
/// @param names of tasks with the class that each belongs to; a class may have several or none
public record FlowClasses(int count, double dropout, SequencedMap<String, Integer> names) {
  /// The key of the number of classes, as in the reference.
  public static final String COUNT = "guidance_modulation_num_classes";

  /// The key of the names; the reference keeps them in its data.
  public static final String NAMES = "guidance_classes";

  private static final String DROPOUT = "guidance_modulation_training_dropout";

  public FlowClasses {
    names = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(names));
  }

  /// Reads the classes of a flow path.
  ///
  /// @param c the hyper-parameters of the flow
  /// @throws Problem CONFIG if a name stands for a class that there is not
  static FlowClasses of(Config c) {
    int count = c.integer(COUNT, 0);
    double dropout = c.number(DROPOUT, 0);
    if (count < 0 || dropout < 0 || dropout > 1) {
      throw new Problem(
          Code.CONFIG,
          "The flow path has %d classes, of which %s are dropped.".formatted(count, dropout),
          "Correct " + COUNT + " and " + DROPOUT + ": at least 0, and from 0 to 1.");
    }
    SequencedMap<String, Integer> names = new LinkedHashMap<>();
    c.inner(NAMES).ifPresent(n -> n.keys().forEach(key -> names.put(key, n.integer(key))));
    names.forEach(
        (name, label) -> {
          if (label < 0 || label >= count) {
            throw new Problem(
                Code.CONFIG,
                "The flow path has %d classes, and %s is said to be class %d."
                    .formatted(count, name, label),
                "Correct " + NAMES + " or " + COUNT + ".");
          }
        });
    return new FlowClasses(count, dropout, names);
  }

  /// Whether there are any.
  public boolean any() {
    return count > 0;
  }

  /// The id that stands for no class, or -1 without classes.
  public int none() {
    return any() ? count : -1;
  }

  /// The class of a task.
  public OptionalInt of(String task) {
    Integer label = names.get(task);
    return label == null ? OptionalInt.empty() : OptionalInt.of(label);
  }

  /// What there is to choose from, in words.
  public String words() {
    if (names.isEmpty()) {
      return count == 1 ? "0" : "0 to " + (count - 1);
    }
    return names.entrySet().stream()
        .map(e -> e.getValue() + " " + e.getKey())
        .collect(Collectors.joining(", "));
  }
}
