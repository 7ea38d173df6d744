package dev.unmask.network;

import dev.unmask.engine.Tensor;

/// A weight that training changes.
///
/// @param name its tensor in the checkpoint
/// @param value float32, changed in place
/// @param gradient float32, of the same shape: the sum since it was last cleared
public record TrainedWeight(String name, Tensor value, Tensor gradient) {
  /// Whether it is a matrix: those that decay where only matrices do.
  public boolean matrix() {
    return value.shape().length > 1;
  }
}
