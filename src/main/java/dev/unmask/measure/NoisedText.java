package dev.unmask.measure;

import java.util.Arrays;
import java.util.stream.IntStream;

/// A text of which some positions are masked, and what each of them counts.
///
/// @param clean `[length]` the text
/// @param ids `[length]` the same with the mask id at `masked`
/// @param masked `[n]` masked positions, ascending
/// @param time noise level in (0, 1]; heard by networks that are told it
/// @param weights `[n]` what the cross-entropy at each masked position is multiplied by
public record NoisedText(int[] clean, int[] ids, int[] masked, double time, double[] weights) {
  public NoisedText {
    if (ids.length != clean.length || weights.length != masked.length) {
      throw new IllegalArgumentException("noised text of unequal parts");
    }
  }

  /// Masks given positions, all of one weight.
  ///
  /// @param masked ascending
  public static NoisedText masking(
      int[] clean, int[] masked, int maskId, double time, double weight) {
    int[] ids = clean.clone();
    for (int p : masked) {
      ids[p] = maskId;
    }
    return new NoisedText(clean, ids, masked, time, all(masked.length, weight));
  }

  /// Reads what somebody else masked: a position is masked where `ids` holds the mask id.
  ///
  /// An equality test, as in the published losses: a mask id that occurs in the text itself counts.
  public static NoisedText read(int[] clean, int[] ids, int maskId, double time, double weight) {
    int[] masked = IntStream.range(0, ids.length).filter(p -> ids[p] == maskId).toArray();
    return new NoisedText(clean, ids, masked, time, all(masked.length, weight));
  }

  /// Number of positions.
  public int length() {
    return clean.length;
  }

  /// The tokens that stand at the masked positions.
  int[] targets() {
    return Arrays.stream(masked).map(p -> clean[p]).toArray();
  }

  /// `sum_n weight_n * nats_n`.
  ///
  /// @param nats `[n]` cross-entropy at each masked position
  double weigh(double[] nats) {
    double sum = 0;
    for (int i = 0; i < nats.length; i++) {
      sum += weights[i] * nats[i];
    }
    return sum;
  }

  private static double[] all(int n, double value) {
    double[] out = new double[n];
    Arrays.fill(out, value);
    return out;
  }
}
