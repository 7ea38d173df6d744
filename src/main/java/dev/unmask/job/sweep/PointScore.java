package dev.unmask.job.sweep;

import dev.unmask.measure.Estimate;
import dev.unmask.measure.Proportion;
import dev.unmask.task.file.Yardstick;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What a point came to, by the yardstick of its task.
///
/// @param point which
/// @param tried rows that count
/// @param items different items among them
/// @param skipped rows of items that could not be tried
/// @param share of right rows; where items are not right or wrong the mean of what counts of them.
///     NaN if there is none
/// @param low end of the interval at 95 %: Wilson's of a share, of a mean by its standard error;
///     repeats of one item count as one trial; NaN if it is not known
/// @param high end of it
/// @param bySeed the same as `share` of each seed
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

  /// 97.5th percentile of the normal distribution.
  private static final double NORMAL = 1.959964;

  /// Sums rows up whose items are right or wrong.
  ///
  /// @param rows of any points, in any order
  /// @return one for each point
  public static List<PointScore> of(List<Point> points, List<SweepRow> rows) {
    return of(points, rows, Yardstick.SOLVED);
  }

  /// Sums rows up.
  ///
  /// @param rows of any points, in any order
  /// @param by what counts of them
  /// @return one for each point
  public static List<PointScore> of(List<Point> points, List<SweepRow> rows, Yardstick by) {
    Map<Integer, List<SweepRow>> byPoint = new LinkedHashMap<>();
    points.forEach(p -> byPoint.put(p.number(), new ArrayList<>()));
    for (SweepRow row : rows) {
      List<SweepRow> own = byPoint.get(row.point());
      if (own != null) {
        own.add(row);
      }
    }
    return points.stream()
        .map(p -> of(p, byPoint.getOrDefault(p.number(), List.of()), by))
        .toList();
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

  private static PointScore of(Point point, List<SweepRow> all, Yardstick by) {
    List<SweepRow> rows = all.stream().filter(r -> !r.skipped()).toList();
    Set<Integer> items = new HashSet<>();
    Map<Integer, List<Double>> seeds = new TreeMap<>();
    Map<Integer, List<Double>> counted = new TreeMap<>();
    Map<String, double[]> sums = new LinkedHashMap<>();
    double evaluations = 0;
    double nanos = 0;
    for (SweepRow row : rows) {
      items.add(row.item());
      double value = by.value(row.right(), row.scores());
      if (!Double.isNaN(value)) {
        seeds.computeIfAbsent(row.repeat(), s -> new ArrayList<>()).add(value);
        counted.computeIfAbsent(row.item(), i -> new ArrayList<>()).add(value);
      }
      evaluations += row.evaluations();
      nanos += row.nanos();
      row.scores().forEach((name, x) -> sums.computeIfAbsent(name, n -> new double[1])[0] += x);
    }
    int n = rows.size();
    double share = mean(counted.values().stream().flatMap(List::stream).toList());
    double[] interval = interval(share, counted.values(), by);
    Map<String, Double> means = new LinkedHashMap<>();
    sums.forEach((name, sum) -> means.put(name, sum[0] / n));
    return new PointScore(
        point,
        n,
        items.size(),
        all.size() - n,
        share,
        interval[0],
        interval[1],
        seeds.values().stream().map(PointScore::mean).toList(),
        means,
        n == 0 ? Double.NaN : evaluations / n,
        n == 0 ? Double.NaN : nanos / n / NANOS);
  }

  /// Ends of the interval around what items came to; each counts once.
  private static double[] interval(double share, Collection<List<Double>> items, Yardstick by) {
    if (items.isEmpty()) {
      return new double[] {Double.NaN, Double.NaN};
    }
    if (by.allOrNothing()) {
      int trials = items.size();
      Proportion wilson = new Proportion((int) Math.rint(share * trials), trials);
      return new double[] {Math.min(share, wilson.low()), Math.max(share, wilson.high())};
    }
    double error =
        Estimate.of(items.stream().mapToDouble(PointScore::mean).toArray()).standardError();
    double high = share + NORMAL * error;
    // Nothing that counts is ever less than 0.
    return new double[] {
      Math.max(0, share - NORMAL * error), by.hundredths() ? Math.min(1, high) : high
    };
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(x -> x).average().orElse(Double.NaN);
  }
}
