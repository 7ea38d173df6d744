package dev.unmask.job.sweep;

import java.util.List;

/// A number of items that is shown beside what counts, where they have it: shares, from 0 to 1.
///
/// @param key its name in the scores of a row
/// @param heading for a column
public record FurtherScore(String key, String heading) {
  private static final List<FurtherScore> ALL =
      List.of(
          new FurtherScore("chain", "chain"),
          new FurtherScore("f1", "F1"),
          new FurtherScore("contains", "contains"),
          new FurtherScore("rouge1", "ROUGE-1"),
          new FurtherScore("rouge2", "ROUGE-2"),
          new FurtherScore("by_sum", "by sum"),
          new FurtherScore("goal", "goal"),
          new FurtherScore("exact", "exact"));

  /// Those that some point has.
  public static List<FurtherScore> of(List<PointScore> scores) {
    return ALL.stream()
        .filter(f -> scores.stream().anyMatch(s -> s.means().containsKey(f.key())))
        .toList();
  }
}
