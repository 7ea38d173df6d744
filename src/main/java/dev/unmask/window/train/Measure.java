package dev.unmask.window.train;

import dev.unmask.train.StepReport;
import dev.unmask.window.charts.Quantity;

/// A number of each training step that is drawn as a curve.
enum Measure {
  CROSS_ENTROPY(
      new Quantity(
          "Cross-entropy",
          "%.3f nats",
          "Surprise at a right token, averaged over the targets of a step, without weights.")),
  LOSS(
      new Quantity(
          "Loss",
          "%.3f",
          "What is optimised: the cross-entropy with the weights that the recipe gives it.")),
  NORM(new Quantity("Gradient norm", "%.3f", "Length of the gradient before it is clipped.")),
  RATE(new Quantity("Learning rate", "%.2g", "How far a step moves the weights.")),
  SPEED(new Quantity("Tokens/s", "%,.0f", "Tokens that were read in a second."));

  @SuppressWarnings("ImmutableEnumChecker") // a record of texts is
  private final Quantity quantity;

  Measure(Quantity quantity) {
    this.quantity = quantity;
  }

  Quantity quantity() {
    return quantity;
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
}
