package dev.unmask.checkpoint;

/// One value in the notes of a GGUF file. What may be large stays in the file: only its place is
/// remembered.
sealed interface GgufValue {
  /// An integer of any width; unsigned 64-bit numbers above 2^63 - 1 are refused when read.
  record Whole(long value) implements GgufValue {}

  /// A floating-point number. Of a float32 it is the shortest decimal that means it: the file's
  /// 9.999999747378752E-6 was 1E-5 when it was written.
  record Real(double value) implements GgufValue {}

  record Truth(boolean value) implements GgufValue {}

  record Text(String value) implements GgufValue {}

  /// A text that begins with its length at `offset`.
  record LongText(long offset) implements GgufValue {}

  /// A list whose elements begin at `offset`.
  record Many(GgufKind elements, int count, long offset) implements GgufValue {}
}
