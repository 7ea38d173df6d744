package dev.unmask.checkpoint;

/// The kinds of values in the notes of a GGUF file, in the order of their numbers.
///
/// @see "ggml, docs/gguf.md"
enum GgufKind {
  U8(1),
  I8(1),
  U16(2),
  I16(2),
  U32(4),
  I32(4),
  F32(4),
  BOOL(1),
  TEXT(8),
  LIST(12),
  U64(8),
  I64(8),
  F64(8);

  private final int least;

  GgufKind(int least) {
    this.least = least;
  }

  /// The fewest bytes that a value takes: all of a number, the length of a text.
  int least() {
    return least;
  }

  /// Whether values are whole numbers of at most 32 bits.
  boolean small() {
    return switch (this) {
      case U8, I8, U16, I16, U32, I32 -> true;
      default -> false;
    };
  }
}
