package dev.unmask.job.sweep;

import dev.unmask.measure.Estimate;
import dev.unmask.measure.Proportion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What a point came to.
///
/// @param point which
/// @param tried rows that count
/// @param items different items among them
/// @param skipped rows of items that could not be tried
/// @param share of right rows, NaN if there is none
/// @param low end of Wilson's interval at 95 %; repeats of one item count as one trial
/// @param high end of it
/// @param bySeed share of right rows of each seed
/// @param means of further numbers, by name
/// @param evaluations of the network for an item, on average
/// @param millis for an item of a batch, on average
public record PointScore(
    Point point,
    int tried,
    int items,
    int skipped,
    double share,
    double low,
    double high,
    List<Double> bySeed,
    Map<String, Double> means,
    double evaluations,
    double millis) {
  private static final double NANOS = 1e6;

  /// Sums rows up.
  ///
  /// @param rows of any points, in any order
  /// @return one for each point
  public static List<PointScore> of(List<Point> points, List<SweepRow> rows) {
    Map<Integer, List<SweepRow>> byPoint = new LinkedHashMap<>();
    points.forEach(p -> byPoint.put(p.number(), new ArrayList<>()));
    for (SweepRow row : rows) {
      List<SweepRow> own = byPoint.get(row.point());
      if (own != null) {
        own.add(row);
      }
    }
    return points.stream().map(p -> of(p, byPoint.getOrDefault(p.number(), List.of()))).toList();
  }

  /// Nats a token of texts whose likelihood was measured: the mean over texts, each of which counts
  /// alike, with its standard error.
  ///
  /// @param rows of any points
  /// @throws IllegalArgumentException if none of this point has a likelihood
  public Estimate perToken(List<SweepRow> rows) {
    return Estimate.of(
        rows.stream()
            .filter(r -> r.point() == point.number() && r.scores().containsKey("nats"))
            .mapToDouble(
                r -> r.scores().getOrDefault("nats", 0.0) / r.scores().getOrDefault("tokens", 1.0))
            .toArray());
  }

  private static PointScore of(Point point, List<SweepRow> all) {
    List<SweepRow> rows = all.stream().filter(r -> !r.skipped()).toList();
    Set<Integer> items = new HashSet<>();
    Map<Integer, int[]> seeds = new TreeMap<>();
    Map<String, double[]> sums = new LinkedHashMap<>();
    double right = 0;
    double evaluations = 0;
    double nanos = 0;
    for (SweepRow row : rows) {
      items.add(row.item());
      int[] seed = seeds.computeIfAbsent(row.repeat(), s -> new int[2]);
      seed[0] += row.right() ? 1 : 0;
      seed[1]++;
      right += row.right() ? 1 : 0;
      evaluations += row.evaluations();
      nanos += row.nanos();
      row.scores().forEach((name, x) -> sums.computeIfAbsent(name, n -> new double[1])[0] += x);
    }
    int n = rows.size();
    double share = n == 0 ? Double.NaN : right / n;
    double low = Double.NaN;
    double high = Double.NaN;
    if (n > 0) {
      int trials = items.size();
      Proportion wilson = new Proportion((int) Math.rint(share * trials), trials);
      low = Math.min(share, wilson.low());
      high = Math.max(share, wilson.high());
    }
    Map<String, Double> means = new LinkedHashMap<>();
    sums.forEach((name, sum) -> means.put(name, sum[0] / n));
    return new PointScore(
        point,
        n,
        items.size(),
        all.size() - n,
        share,
        low,
        high,
        seeds.values().stream().map(s -> (double) s[0] / s[1]).toList(),
        means,
        n == 0 ? Double.NaN : evaluations / n,
        n == 0 ? Double.NaN : nanos / n / NANOS);
  }
}
