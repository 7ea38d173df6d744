package dev.unmask.window.charts;

import dev.unmask.window.trace.Metrics;

/// A number of each denoising step that is drawn as a curve.
enum Curve {
  MASKED(new Quantity("Masked left", "%.0f", "Positions still masked after the step.")),
  ENTROPY(
      new Quantity(
          "Mean entropy",
          "%.2f nats",
          "How undecided the model is, averaged over the positions masked before the step.")),
  CONFIDENCE(
      new Quantity(
          "Mean confidence",
          "%.2f",
          "Probability of the guess, averaged over the positions masked before the step."));

  @SuppressWarnings("ImmutableEnumChecker") // a record of texts is
  private final Quantity quantity;

  Curve(Quantity quantity) {
    this.quantity = quantity;
  }

  Quantity quantity() {
    return quantity;
  }

  double of(Metrics metrics) {
    return switch (this) {
      case MASKED -> metrics.maskedLeft();
      // Rounding may leave a certain guess a hair below nothing.
      case ENTROPY -> Math.max(0, metrics.meanEntropy());
      case CONFIDENCE -> metrics.meanConfidence();
    };
  }
}
