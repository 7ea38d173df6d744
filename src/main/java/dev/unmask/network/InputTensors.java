package dev.unmask.network;

import dev.unmask.engine.Scope;
import dev.unmask.engine.Tensor;
import java.util.List;

/// Parts of an input as the programs want them.
final class InputTensors {
  private InputTensors() {}

  /// What may attend to what, as a tensor that broadcasts to `[batch, heads, length, length]`.
  static List<Tensor> mask(Scope step, Input input) {
    byte[] allowed = input.allowed();
    int n = input.length();
    if (allowed == null) {
      return List.of();
    }
    return List.of(
        allowed.length == n * n
            ? step.bytes(allowed, n, n)
            : step.bytes(allowed, input.ids().length, 1, n, n));
  }

  /// `[flat positions, ids, weights, weight of the mask itself]` of `embedding.py`.
  static List<Tensor> soft(Scope step, Input input, Conditions.SoftMasks masks) {
    int[] at = WantedRows.flatten(masks.positions(), input.length());
    if (at.length == 0) {
      return List.of();
    }
    int k = masks.k();
    float[] weights = new float[at.length * k];
    float[] own = new float[at.length];
    int i = 0;
    for (float[] row : masks.weights()) {
      System.arraycopy(row, 0, weights, i, row.length);
      i += row.length;
    }
    for (i = 0; i < own.length; i++) {
      own[i] = 1;
      for (int j = 0; j < k; j++) {
        own[i] -= weights[i * k + j];
      }
    }
    return List.of(
        step.ids(at, at.length),
        step.ids(VocabularyReduction.join(masks.ids()), at.length, k),
        step.floats(weights, at.length, k),
        step.floats(own, at.length));
  }
}
