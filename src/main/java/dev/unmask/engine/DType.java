package dev.unmask.engine;

/// Element types of tensors, with PyTorch's own numbers for them.
public enum DType {
  /// 32-bit float.
  F32(6, 4),
  /// 64-bit float.
  F64(7, 8),
  /// 16-bit IEEE float; storage only, unusably slow to compute with on a CPU.
  F16(5, 2),
  /// 16-bit brain float.
  BF16(15, 2),
  /// 64-bit integer: token ids.
  I64(4, 8),
  /// 32-bit integer.
  I32(3, 4),
  /// Signed byte: weights kept in 8 bits.
  I8(1, 1),
  /// Unsigned byte.
  U8(0, 1),
  /// Boolean.
  BOOL(11, 1);

  private final int code;
  private final int bytes;

  DType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /// PyTorch's `ScalarType` number, as programs use it.
  public int code() {
    return code;
  }

  /// Bytes of one element.
  public int bytes() {
    return bytes;
  }

  /// The type with PyTorch's number `code`.
  ///
  /// @throws IllegalArgumentException if Unmask does not use it
  static DType ofCode(long code) {
    for (DType t : values()) {
      if (t.code == code) {
        return t;
      }
    }
    throw new IllegalArgumentException("PyTorch type " + code);
  }
}
