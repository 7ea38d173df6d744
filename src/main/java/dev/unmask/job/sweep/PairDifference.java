package dev.unmask.job.sweep;

import dev.unmask.measure.Estimate;
import dev.unmask.measure.PairedBootstrap;
import dev.unmask.measure.TTest;
import dev.unmask.task.file.Yardstick;
import java.util.List;
import java.util.Optional;

/// Two points compared item by item by a number of which more or less can be had.
///
/// @param by what is compared
/// @param items tried at both
/// @param first mean at the first
/// @param second mean at the second
/// @param bootstrap of the difference of means, over items
/// @param seeds test over the means of each seed, where there are at least 3
public record PairDifference(
    Yardstick by,
    int items,
    double first,
    double second,
    PairedBootstrap bootstrap,
    Optional<TTest> seeds) {

  /// Compares.
  ///
  /// @param rows of any points
  /// @throws dev.unmask.problem.Problem PARAMETER if no item was tried at both
  public static PairDifference of(List<SweepRow> rows, int first, int second, Yardstick by) {
    Pairs pairs = Pairs.of(rows, first, second, r -> by.value(r.right(), r.scores()));
    return new PairDifference(
        by,
        pairs.first().length,
        Estimate.of(pairs.first()).mean(),
        Estimate.of(pairs.second()).mean(),
        PairedBootstrap.of(pairs.first(), pairs.second(), PairTest.RESAMPLES, 1),
        pairs.seeds());
  }

  /// The comparison in words.
  public String words(String firstName, String secondName) {
    boolean shown = bootstrap.low() > 0 || bootstrap.high() < 0;
    String text =
        "%s has %s %s over %d items, %s %s: %s (95 %%: %s to %s), so a difference is %s."
            .formatted(
                secondName,
                by.text(second),
                by.heading(),
                items,
                firstName,
                by.text(first),
                signed(bootstrap.difference()),
                signed(bootstrap.low()),
                signed(bootstrap.high()),
                shown ? "shown" : "not shown");
    return text + seeds.map(PairTest::words).orElse("");
  }

  private String signed(double difference) {
    return (difference < 0 ? "" : "+") + by.text(difference);
  }

  /// Both points of a sweep compared by what counts of its task, in words.
  ///
  /// @param rows of any points
  /// @throws dev.unmask.problem.Problem PARAMETER if no item was tried at both
  public static String words(SweepSpec spec, List<SweepRow> rows, int first, int second) {
    Yardstick by = spec.task().yardstick();
    String one = spec.label(spec.points().get(first));
    String other = spec.label(spec.points().get(second));
    return switch (by) {
      case SOLVED -> PairTest.of(rows, first, second).words(one, other);
      case SAME_PROGRAM ->
          PairTest.of(rows, first, second).words(one, other)
              + " Solved means equal to the published program; nothing was run.";
      case ROUGE, NATS -> of(rows, first, second, by).words(one, other);
      case NOTHING -> "Texts from nothing are neither right nor wrong: nothing is compared.";
    };
  }
}
