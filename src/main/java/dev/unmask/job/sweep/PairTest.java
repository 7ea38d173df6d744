package dev.unmask.job.sweep;

import dev.unmask.measure.McNemar;
import dev.unmask.measure.PairedBootstrap;
import dev.unmask.measure.TTest;
import dev.unmask.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
  static final int RESAMPLES = 2000;
  private static final double LEVEL = 0.05;

  /// Compares.
  ///
  /// @param rows of any points
  /// @throws Problem PARAMETER if no item was tried at both
  public static PairTest of(List<SweepRow> rows, int first, int second) {
    Pairs pairs = Pairs.of(rows, first, second, r -> r.right() ? 1 : 0);
    return new PairTest(
        pairs.first().length,
        Arrays.stream(pairs.first()).sum(),
        Arrays.stream(pairs.second()).sum(),
        McNemar.of(solved(pairs, 0), solved(pairs, 1)),
        PairedBootstrap.of(pairs.first(), pairs.second(), RESAMPLES, 1),
        pairs.seeds());
  }

  private static boolean[] solved(Pairs pairs, int side) {
    boolean[] out = new boolean[pairs.once().size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = pairs.once().get(i)[side] > 0;
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
    seeds.ifPresent(t -> text.append(words(t)));
    return text.toString();
  }

  /// The test over the seeds, as a sentence that follows others.
  static String words(TTest test) {
    return " Over the seeds: p = %s (paired t-test, t = %.2f, %.0f degrees of freedom)."
        .formatted(p(test.p()), test.t(), test.freedom());
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
