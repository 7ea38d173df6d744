package dev.unmask.job.sweep;

import dev.unmask.measure.McNemar;
import dev.unmask.measure.PairedBootstrap;
import dev.unmask.measure.TTest;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Two points compared item by item.
///
/// @param items tried at both
/// @param first items that the first solved, on average over the seeds
/// @param second the same of the second
/// @param mcNemar of the first seed
/// @param bootstrap of the difference of shares, over items
/// @param seeds test over the shares of each seed, where there are at least 3
public record PairTest(
    int items,
    double first,
    double second,
    McNemar mcNemar,
    PairedBootstrap bootstrap,
    Optional<TTest> seeds) {
  private static final int RESAMPLES = 2000;
  private static final double LEVEL = 0.05;

  /// Compares.
  ///
  /// @param rows of any points
  /// @throws Problem PARAMETER if no item was tried at both
  public static PairTest of(List<SweepRow> rows, int first, int second) {
    Map<SweepRow.Key, SweepRow> ones = new HashMap<>();
    rows.stream()
        .filter(r -> r.point() == first && !r.skipped())
        .forEach(r -> ones.put(new SweepRow.Key(0, r.repeat(), r.item()), r));
    Map<Integer, List<boolean[]>> byItem = new TreeMap<>();
    Map<Integer, double[]> bySeed = new TreeMap<>();
    List<Boolean> a = new ArrayList<>();
    List<Boolean> b = new ArrayList<>();
    for (SweepRow row : rows) {
      SweepRow one = ones.get(new SweepRow.Key(0, row.repeat(), row.item()));
      if (row.point() != second || row.skipped() || one == null) {
        continue;
      }
      byItem
          .computeIfAbsent(row.item(), i -> new ArrayList<>())
          .add(new boolean[] {one.right(), row.right()});
      double[] seed = bySeed.computeIfAbsent(row.repeat(), s -> new double[3]);
      seed[0] += one.right() ? 1 : 0;
      seed[1] += row.right() ? 1 : 0;
      seed[2]++;
      if (row.repeat() == 0) {
        a.add(one.right());
        b.add(row.right());
      }
    }
    if (byItem.isEmpty()) {
      throw new Problem(
          Code.PARAMETER,
          "No item was tried at both points.",
          "Wait until the sweep has come further, or choose other points.");
    }
    double[] x = new double[byItem.size()];
    double[] y = new double[byItem.size()];
    int i = 0;
    for (List<boolean[]> pairs : byItem.values()) {
      x[i] = pairs.stream().mapToInt(p -> p[0] ? 1 : 0).average().orElseThrow();
      y[i] = pairs.stream().mapToInt(p -> p[1] ? 1 : 0).average().orElseThrow();
      i++;
    }
    return new PairTest(
        x.length,
        java.util.Arrays.stream(x).sum(),
        java.util.Arrays.stream(y).sum(),
        McNemar.of(array(a), array(b)),
        PairedBootstrap.of(x, y, RESAMPLES, 1),
        bySeed.size() < TTest.FEWEST
            ? Optional.empty()
            : Optional.of(
                TTest.paired(
                    bySeed.values().stream().mapToDouble(s -> s[0] / s[2]).toArray(),
                    bySeed.values().stream().mapToDouble(s -> s[1] / s[2]).toArray())));
  }

  private static boolean[] array(List<Boolean> list) {
    boolean[] out = new boolean[list.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = list.get(i);
    }
    return out;
  }

  /// The comparison in words.
  public String words(String firstName, String secondName) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s solves %s of %d items; %s solves %s: %+.1f points (95 %%: %+.1f to %+.1f)."
            .formatted(
                secondName,
                count(second),
                items,
                firstName,
                count(first),
                100 * bootstrap.difference(),
                100 * bootstrap.low(),
                100 * bootstrap.high()));
    text.append(
        " %d items only %s solved, %d only %s: p = %s (McNemar, %s), so a difference is %s."
            .formatted(
                mcNemar.onlySecond(),
                secondName,
                mcNemar.onlyFirst(),
                firstName,
                p(mcNemar.p()),
                mcNemar.exact() ? "exact" : "chi-square with continuity correction",
                mcNemar.p() < LEVEL ? "shown" : "not shown"));
    seeds.ifPresent(
        t ->
            text.append(
                " Over the seeds: p = %s (paired t-test, t = %.2f, %.0f degrees of freedom)."
                    .formatted(p(t.p()), t.t(), t.freedom())));
    return text.toString();
  }

  private static String count(double items) {
    return items == Math.rint(items)
        ? String.valueOf((long) items)
        : String.format(Locale.ROOT, "%.1f", items);
  }

  private static String p(double p) {
    return p < 0.001 ? "under 0.001" : String.format(Locale.ROOT, "%.3f", p);
  }
}
