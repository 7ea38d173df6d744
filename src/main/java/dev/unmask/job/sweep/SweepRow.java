package dev.unmask.job.sweep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// What came of one item at one point with one seed.
///
/// @param point number of it
/// @param repeat number of the seed, from 0
/// @param item index of it
/// @param skipped whether it could not be tried; it then counts neither as right nor as wrong
/// @param right whether it was solved
/// @param written what the model wrote or chose
/// @param words what is to be said of it, for a person; may be empty
/// @param scores further numbers by name: `chain`, `f1`, `revisions`, …
/// @param evaluations of the network
/// @param nanos wall time, its share of the batch
public record SweepRow(
    int point,
    int repeat,
    int item,
    boolean skipped,
    boolean right,
    String written,
    String words,
    Map<String, Double> scores,
    int evaluations,
    long nanos) {
  public SweepRow {
    Objects.requireNonNull(written);
    Objects.requireNonNull(words);
    scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
  }

  /// What identifies it.
  public Key key() {
    return new Key(point, repeat, item);
  }

  /// The place of a row.
  public record Key(int point, int repeat, int item) {}
}
