package dev.unmask.network;

import java.util.Arrays;

/// One array that a program reads, in the order in which it reads them.
public sealed interface Slot {
  /// A weight of the checkpoint.
  ///
  /// @param tensor its name there
  /// @param shape the shape it must have there
  record Stored(String tensor, long... shape) implements Slot {}

  /// The matrix of a linear layer, which may be kept in 8 bits.
  ///
  /// @param weight in the checkpoint
  /// @param outFirst stored `[out, in]`; otherwise `[in, out]`, as GPT-2's `Conv1D`
  record Linear(Stored weight, boolean outFirst) implements Slot {
    /// A matrix `[out, in]`.
    static Linear of(String tensor, long out, long in) {
      return new Linear(new Stored(tensor, out, in), true);
    }
  }

  /// A table that the family computes from the configuration, kept in float32 whatever the network
  /// computes in.
  ///
  /// @param name what it is
  /// @param values a vector
  record Computed(String name, float[] values) implements Slot {
    @Override
    public String toString() {
      return name + Arrays.toString(values);
    }
  }
}
