package dev.unmask.window.charts;

import dev.unmask.window.trace.Metrics;
import java.util.Locale;

/// What a curve shows.
enum Curve {
  MASKED("Masked left", "%.0f", "Positions still masked after the step."),
  ENTROPY(
      "Mean entropy",
      "%.2f nats",
      "How undecided the model is, averaged over the positions masked before the step."),
  CONFIDENCE(
      "Mean confidence",
      "%.2f",
      "Probability of the guess, averaged over the positions masked before the step.");

  private final String title;
  private final String format;
  private final String help;

  Curve(String title, String format, String help) {
    this.title = title;
    this.format = format;
    this.help = help;
  }

  String title() {
    return title;
  }

  String help() {
    return help;
  }

  double of(Metrics metrics) {
    return switch (this) {
      case MASKED -> metrics.maskedLeft();
      case ENTROPY -> metrics.meanEntropy();
      case CONFIDENCE -> metrics.meanConfidence();
    };
  }

  /// A value in words; a dash where there is none.
  String words(double v) {
    return Double.isNaN(v) ? "\u2013" : String.format(Locale.ROOT, format, Math.max(0, v));
  }
}
