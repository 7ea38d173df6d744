package dev.unmask.bench.reproduce;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Whether things come in the order in which a paper has them.
///
/// @param names in the paper's order, the best first
/// @param values ours, in the same order; NaN where nothing was measured
/// @param lower whether a lower value is better
record Order(List<String> names, List<Double> values, boolean lower) {
  /// The order in words, by the numbers alone; empty if fewer than two were measured.
  String words(String by) {
    List<Integer> known =
        IntStream.range(0, names.size()).filter(i -> !values.get(i).isNaN()).boxed().toList();
    if (known.size() < 2) {
      return "";
    }
    String order = String.join(", ", known.stream().map(names::get).toList());
    List<String> inverted = new ArrayList<>();
    for (int a = 0; a < known.size(); a++) {
      for (int b = a + 1; b < known.size(); b++) {
        double first = values.get(known.get(a));
        double second = values.get(known.get(b));
        if (lower ? second < first : second > first) {
          inverted.add(names.get(known.get(b)) + " before " + names.get(known.get(a)));
        } else if (first == second) {
          inverted.add(names.get(known.get(b)) + " level with " + names.get(known.get(a)));
        }
      }
    }
    if (known.stream().map(values::get).distinct().count() == 1) {
      return "By %s all are level, so no order is seen.".formatted(by);
    }
    if (inverted.isEmpty()) {
      return "By %s the paper's order (%s) is seen.".formatted(by, order);
    }
    Comparator<Integer> comparator = Comparator.comparingDouble(values::get);
    List<Integer> ours = new ArrayList<>(known);
    ours.sort(lower ? comparator : comparator.reversed());
    return "By %s the paper's order (%s) is not seen: here it is %s (%s)."
        .formatted(
            by,
            order,
            String.join(", ", ours.stream().map(names::get).toList()),
            String.join("; ", inverted));
  }
}
