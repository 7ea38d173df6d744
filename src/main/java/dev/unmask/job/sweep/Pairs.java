package dev.unmask.job.sweep;

import dev.unmask.measure.TTest;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/// Items that were tried at two points, and what they came to at each.
///
/// @param first `[items]` at the first, on average over the seeds
/// @param second `[items]` the same at the second
/// @param once both of each item, with the first seed
/// @param bySeed means of both, of each seed
record Pairs(double[] first, double[] second, List<double[]> once, List<double[]> bySeed) {
  /// Collects.
  ///
  /// @param rows of any points
  /// @param value what a row came to; one of NaN does not count
  /// @throws Problem PARAMETER if no item was tried at both
  static Pairs of(List<SweepRow> rows, int first, int second, ToDoubleFunction<SweepRow> value) {
    Map<SweepRow.Key, Double> ones = new HashMap<>();
    for (SweepRow row : rows) {
      if (row.point() == first && counts(row, value)) {
        ones.put(place(row), value.applyAsDouble(row));
      }
    }
    Map<Integer, List<double[]>> byItem = new TreeMap<>();
    Map<Integer, List<double[]>> bySeed = new TreeMap<>();
    List<double[]> once = new ArrayList<>();
    for (SweepRow row : rows) {
      Double one = ones.get(place(row));
      if (row.point() == second && one != null && counts(row, value)) {
        double[] both = {one, value.applyAsDouble(row)};
        byItem.computeIfAbsent(row.item(), i -> new ArrayList<>()).add(both);
        bySeed.computeIfAbsent(row.repeat(), s -> new ArrayList<>()).add(both);
        if (row.repeat() == 0) {
          once.add(both);
        }
      }
    }
    if (byItem.isEmpty()) {
      throw new Problem(
          Code.PARAMETER,
          "No item was tried at both points.",
          "Wait until the sweep has come further, or choose other points.");
    }
    return new Pairs(
        byItem.values().stream().mapToDouble(all -> mean(all, 0)).toArray(),
        byItem.values().stream().mapToDouble(all -> mean(all, 1)).toArray(),
        once,
        bySeed.values().stream().map(all -> new double[] {mean(all, 0), mean(all, 1)}).toList());
  }

  private static boolean counts(SweepRow row, ToDoubleFunction<SweepRow> value) {
    return !row.skipped() && !Double.isNaN(value.applyAsDouble(row));
  }

  private static SweepRow.Key place(SweepRow row) {
    return new SweepRow.Key(0, row.repeat(), row.item());
  }

  private static double mean(List<double[]> pairs, int side) {
    return pairs.stream().mapToDouble(p -> p[side]).average().orElseThrow();
  }

  /// The test over the means of each seed, where there are enough of them.
  Optional<TTest> seeds() {
    return bySeed.size() < TTest.FEWEST
        ? Optional.empty()
        : Optional.of(
            TTest.paired(
                bySeed.stream().mapToDouble(s -> s[0]).toArray(),
                bySeed.stream().mapToDouble(s -> s[1]).toArray()));
  }
}
