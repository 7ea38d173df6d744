package dev.unmask.job.sweep;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Rows of sweeps, for comparisons.
public final class SweepRows {
  private SweepRows() {}

  /// Rows without what a clock says, in the order of their places.
  public static List<SweepRow> timeless(List<SweepRow> rows) {
    return rows.stream()
        .map(r -> copy(r, r.right(), r.words(), r.scores(), 0))
        .sorted(
            Comparator.comparingInt(SweepRow::point)
                .thenComparingInt(SweepRow::repeat)
                .thenComparingInt(SweepRow::item))
        .toList();
  }

  /// The same rows, none of them right, with other scores.
  public static List<SweepRow> scored(List<SweepRow> rows, Map<String, Double> scores) {
    return rows.stream().map(r -> copy(r, false, "", scores, 1)).toList();
  }

  private static SweepRow copy(
      SweepRow r, boolean right, String words, Map<String, Double> scores, long nanos) {
    return new SweepRow(
        r.point(),
        r.repeat(),
        r.item(),
        r.skipped(),
        right,
        r.written(),
        words,
        scores,
        r.evaluations(),
        nanos);
  }
}
