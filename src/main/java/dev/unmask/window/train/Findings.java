package dev.unmask.window.train;

import dev.unmask.job.Examination;
import dev.unmask.window.charts.Band;
import dev.unmask.window.charts.Quantity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// What examinations found, as curves over steps.
enum Findings {
  /// Right answers, one curve for each number of denoising steps, with Wilson's intervals.
  ACCURACY(
      new Quantity(
          "Held-out accuracy",
          "%.0f %%",
          "Share of held-out problems that were solved, with 95 %.")),
  /// The bound of a masked diffusion model and the cross-entropy on the validation split.
  NATS(
      new Quantity(
          "Held-out nats",
          "%.3f",
          "Surprise at right tokens that were never learnt from; the bound with twice its error."));

  private static final double ERRORS = 1.96;

  @SuppressWarnings("ImmutableEnumChecker") // a record of texts is
  private final Quantity quantity;

  /// One value of a curve.
  private record Spot(double step, double value, double low, double high) {}

  Findings(Quantity quantity) {
    this.quantity = quantity;
  }

  Quantity quantity() {
    return quantity;
  }

  /// Whether it is a share, from 0 to 1.
  boolean share() {
    return this == ACCURACY;
  }

  /// Its curves, in the order of the examinations' own.
  List<Band> bands(List<Examination> all) {
    SequencedMap<String, List<Spot>> curves = new LinkedHashMap<>();
    for (Examination e : all) {
      spots(e)
          .forEach((name, spot) -> curves.computeIfAbsent(name, n -> new ArrayList<>()).add(spot));
    }
    return curves.entrySet().stream().map(c -> band(c.getKey(), c.getValue())).toList();
  }

  private SequencedMap<String, Spot> spots(Examination e) {
    SequencedMap<String, Spot> spots = new LinkedHashMap<>();
    if (this == ACCURACY) {
      for (Examination.Score s : e.scores()) {
        spots.put(
            s.way(), new Spot(e.step(), s.score().share(), s.score().low(), s.score().high()));
      }
      return spots;
    }
    e.bound()
        .ifPresent(
            b -> {
              double error = Double.isNaN(b.standardError()) ? 0 : ERRORS * b.standardError();
              spots.put("bound", new Spot(e.step(), b.mean(), b.mean() - error, b.mean() + error));
            });
    spots.put(
        "cross-entropy", new Spot(e.step(), e.crossEntropy(), e.crossEntropy(), e.crossEntropy()));
    return spots;
  }

  private static Band band(String name, List<Spot> spots) {
    return new Band(
        name,
        spots.stream().mapToDouble(Spot::step).toArray(),
        spots.stream().mapToDouble(Spot::value).toArray(),
        spots.stream().mapToDouble(Spot::low).toArray(),
        spots.stream().mapToDouble(Spot::high).toArray());
  }

  /// Its values at one examination in words, by the names of the curves.
  Map<String, String> words(Examination e) {
    Map<String, String> words = new LinkedHashMap<>();
    double factor = share() ? 100 : 1;
    spots(e).forEach((name, spot) -> words.put(name, quantity.words(factor * spot.value())));
    return words;
  }
}
