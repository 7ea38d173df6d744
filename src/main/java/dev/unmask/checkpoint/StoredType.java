package dev.unmask.checkpoint;

import java.util.Optional;

/// How the elements of a tensor lie in a file; constants are spelt as the formats spell them.
///
/// Elements come in blocks: of one for ordinary numbers, of as many as fill whole bytes for numbers
/// below a byte, and of 32 or 256 for ggml's quantised types, whose numbers share a scale. All
/// types of a format are known, so that any valid file can be listed; only [#computable] ones can
/// be loaded.
///
/// @see "ggml-common.h for the quantised ones"
public enum StoredType {
  BOOL(1, 1),
  F4(2, 1),
  F6_E2M3(4, 3),
  F6_E3M2(4, 3),
  U8(1, 1),
  I8(1, 1),
  F8_E5M2(1, 1),
  F8_E4M3(1, 1),
  F8_E8M0(1, 1),
  F8_E4M3FNUZ(1, 1),
  F8_E5M2FNUZ(1, 1),
  I16(1, 2),
  U16(1, 2),
  F16(1, 2),
  BF16(1, 2),
  I32(1, 4),
  U32(1, 4),
  F32(1, 4),
  C64(1, 8),
  F64(1, 8),
  I64(1, 8),
  U64(1, 8),
  Q4_0(32, 18),
  Q4_1(32, 20),
  Q5_0(32, 22),
  Q5_1(32, 24),
  Q8_0(32, 34),
  Q2_K(256, 84),
  Q3_K(256, 110),
  Q4_K(256, 144),
  Q5_K(256, 176),
  Q6_K(256, 210);

  private final int blockElements;
  private final int blockBytes;

  StoredType(int blockElements, int blockBytes) {
    this.blockElements = blockElements;
    this.blockBytes = blockBytes;
  }

  /// Elements of one block.
  public int blockElements() {
    return blockElements;
  }

  /// Bytes of one block.
  public int blockBytes() {
    return blockBytes;
  }

  /// Bytes of so many elements, which must fill whole blocks.
  ///
  /// @throws ArithmeticException if they are more than a `long` can count
  public long bytes(long elements) {
    if (elements % blockElements != 0) {
      throw new IllegalArgumentException(elements + " elements of " + this);
    }
    return Math.multiplyExact(elements / blockElements, (long) blockBytes);
  }

  /// Where in a file an element may begin: a multiple of this many bytes. 1 for types whose
  /// elements do not begin at bytes of their own.
  public int alignment() {
    return blockElements == 1 ? blockBytes : 1;
  }

  /// Whether this is a quantised type of ggml, which only GGUF files hold.
  public boolean quantised() {
    return blockElements >= 32;
  }

  /// Whether networks can be loaded from tensors of this type: F32, F16, BF16 and the quantised
  /// ones.
  public boolean computable() {
    return this == F32 || this == F16 || this == BF16 || quantised();
  }

  /// Whether elements stand for floating-point numbers of any size: what one counts as parameters.
  public boolean floating() {
    return name().startsWith("F") || this == BF16 || quantised();
  }

  /// The type with this name in a safetensors file, if there is one.
  public static Optional<StoredType> named(String text) {
    for (StoredType d : values()) {
      if (d.name().equals(text) && !d.quantised()) {
        return Optional.of(d);
      }
    }
    return Optional.empty();
  }
}
