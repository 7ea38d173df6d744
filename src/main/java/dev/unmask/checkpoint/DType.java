package dev.unmask.checkpoint;

import java.util.Optional;

/// An element type that a safetensors file may name; constants are spelt as in the file.
///
/// All are known, so that any valid file can be listed; only [#computable] ones can be loaded.
public enum DType {
  BOOL(8),
  F4(4),
  F6_E2M3(6),
  F6_E3M2(6),
  U8(8),
  I8(8),
  F8_E5M2(8),
  F8_E4M3(8),
  F8_E8M0(8),
  F8_E4M3FNUZ(8),
  F8_E5M2FNUZ(8),
  I16(16),
  U16(16),
  F16(16),
  BF16(16),
  I32(32),
  U32(32),
  F32(32),
  C64(64),
  F64(64),
  I64(64),
  U64(64);

  private final int bits;

  DType(int bits) {
    this.bits = bits;
  }

  /// Size of one element in bits: 4, 6, or whole bytes.
  public int bits() {
    return bits;
  }

  /// Where in a file an element may begin: a multiple of this many bytes. 1 for types below a byte.
  public int alignment() {
    return Math.max(1, bits / 8);
  }

  /// Whether networks can be computed with tensors of this type: F32, F16, BF16.
  public boolean computable() {
    return this == F32 || this == F16 || this == BF16;
  }

  /// Whether elements are floating-point numbers of any size: what one counts as parameters.
  public boolean floating() {
    return name().startsWith("F") || this == BF16;
  }

  /// The type with this name in a file, if there is one.
  public static Optional<DType> named(String text) {
    for (DType d : values()) {
      if (d.name().equals(text)) {
        return Optional.of(d);
      }
    }
    return Optional.empty();
  }
}
