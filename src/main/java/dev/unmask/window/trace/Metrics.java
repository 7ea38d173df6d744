package dev.unmask.window.trace;

import dev.unmask.diffusion.Frame;
import dev.unmask.diffusion.Role;
import dev.unmask.network.Beliefs;

/// Averages of one step over the positions that were masked in its input.
///
/// @param maskedLeft positions still masked after the step
/// @param meanEntropy nats; NaN if nothing was masked
/// @param meanConfidence mean probability of the guess, 0 to 1; NaN if nothing was masked
public record Metrics(int maskedLeft, double meanEntropy, double meanConfidence) {
  /// The averages of a frame.
  ///
  /// @param before `[length]` codes of [Role] before its step
  public static Metrics of(Frame frame, byte[] before) {
    Beliefs beliefs = frame.beliefs();
    double entropy = 0;
    double confidence = 0;
    int n = 0;
    for (int i = 0; i < beliefs.count(); i++) {
      if (before[beliefs.positions()[i]] == Role.MASKED.code()) {
        entropy += beliefs.entropies()[i];
        confidence += Math.exp(beliefs.logProbabilities()[i]);
        n++;
      }
    }
    return new Metrics(
        frame.maskedLeft(),
        n == 0 ? Double.NaN : entropy / n,
        n == 0 ? Double.NaN : confidence / n);
  }
}
