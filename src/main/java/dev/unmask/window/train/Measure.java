package dev.unmask.window.train;

import dev.unmask.train.StepReport;
import java.util.Locale;

/// A number of each step that is drawn as a curve.
enum Measure {
  CROSS_ENTROPY(
      "Cross-entropy",
      "%.3f nats",
      "Surprise at a right token, averaged over the targets of a step, without weights."),
  LOSS(
      "Loss",
      "%.3f",
      "What is optimised: the cross-entropy with the weights that the recipe gives it."),
  NORM("Gradient norm", "%.3f", "Length of the gradient before it is clipped."),
  RATE("Learning rate", "%.2g", "How far a step moves the weights."),
  SPEED("Tokens/s", "%,.0f", "Tokens that were read in a second.");

  private final String title;
  private final String format;
  private final String help;

  Measure(String title, String format, String help) {
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

  /// Whether it jumps from step to step, so that only its mean is worth a strong line.
  boolean noisy() {
    return this != RATE;
  }

  double of(StepReport r) {
    return switch (this) {
      case CROSS_ENTROPY -> r.crossEntropy();
      case LOSS -> r.loss();
      case NORM -> r.norm();
      case RATE -> r.rate();
      case SPEED -> r.seconds() > 0 ? r.tokens() / r.seconds() : Double.NaN;
    };
  }

  /// A value in words; a dash where there is none.
  String words(double v) {
    return Double.isNaN(v) ? "\u2013" : String.format(Locale.ROOT, format, v);
  }
}
