package dev.unmask.network;

import dev.unmask.engine.DType;

/// What a network computes in.
public enum Precision {
  /// 32-bit floats, as the authors' numbers were made.
  F32("f32", DType.F32),
  /// bfloat16: half the memory, about twice the speed.
  BF16("bf16", DType.BF16),
  /// Linear layers as 8-bit integers with one scale for each output row (symmetric, absolute
  /// maximum / 127), all else in bfloat16: a quarter of the memory.
  INT8("int8", DType.BF16);

  private final String text;
  private final DType activations;

  Precision(String text, DType activations) {
    this.text = text;
    this.activations = activations;
  }

  /// As typed: `f32`, `bf16`, `int8`.
  public String text() {
    return text;
  }

  /// The type of what flows through the network.
  public DType activations() {
    return activations;
  }

  /// By its text.
  ///
  /// @throws IllegalArgumentException if there is none
  public static Precision of(String text) {
    for (Precision p : values()) {
      if (p.text.equals(text)) {
        return p;
      }
    }
    throw new IllegalArgumentException("precision " + text);
  }
}
