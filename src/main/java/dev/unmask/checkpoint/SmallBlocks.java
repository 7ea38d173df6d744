package dev.unmask.checkpoint;

/// ggml's quantised types of 32 numbers a block: a 16-bit float scale `d`, for some a smallest
/// value `m`, and 4, 5 or 8 bits for each number.
///
/// The first 16 numbers are in the low halves of 16 bytes, the others in the high halves; a fifth
/// bit of number `i` is bit `i` of a 32-bit word.
///
/// @see "ggml-quants.c, dequantize_row_q4_0 to dequantize_row_q8_0"
final class SmallBlocks {
  private static final int SIZE = 32;
  private static final int HALF = SIZE / 2;

  private SmallBlocks() {}

  /// `d (q - 8)`.
  static void q40(byte[] in, float[] out, int blocks) {
    for (int b = 0; b < blocks; b++) {
      int at = b * 18;
      int to = b * SIZE;
      float d = PlainNumbers.half(in, at);
      for (int i = 0; i < HALF; i++) {
        int q = in[at + 2 + i];
        out[to + i] = ((q & 0xF) - 8) * d;
        out[to + HALF + i] = (((q >> 4) & 0xF) - 8) * d;
      }
    }
  }

  /// `d q + m`.
  static void q41(byte[] in, float[] out, int blocks) {
    for (int b = 0; b < blocks; b++) {
      int at = b * 20;
      int to = b * SIZE;
      float d = PlainNumbers.half(in, at);
      float m = PlainNumbers.half(in, at + 2);
      for (int i = 0; i < HALF; i++) {
        int q = in[at + 4 + i];
        out[to + i] = (q & 0xF) * d + m;
        out[to + HALF + i] = ((q >> 4) & 0xF) * d + m;
      }
    }
  }

  /// `d (q - 16)`.
  static void q50(byte[] in, float[] out, int blocks) {
    for (int b = 0; b < blocks; b++) {
      int at = b * 22;
      int to = b * SIZE;
      float d = PlainNumbers.half(in, at);
      int fifth = word(in, at + 2);
      for (int i = 0; i < HALF; i++) {
        int q = in[at + 6 + i];
        out[to + i] = (((q & 0xF) | ((fifth >> i << 4) & 0x10)) - 16) * d;
        out[to + HALF + i] = ((((q >> 4) & 0xF) | ((fifth >> (i + 12)) & 0x10)) - 16) * d;
      }
    }
  }

  /// `d q + m`.
  static void q51(byte[] in, float[] out, int blocks) {
    for (int b = 0; b < blocks; b++) {
      int at = b * 24;
      int to = b * SIZE;
      float d = PlainNumbers.half(in, at);
      float m = PlainNumbers.half(in, at + 2);
      int fifth = word(in, at + 4);
      for (int i = 0; i < HALF; i++) {
        int q = in[at + 8 + i];
        out[to + i] = ((q & 0xF) | ((fifth >> i << 4) & 0x10)) * d + m;
        out[to + HALF + i] = (((q >> 4) & 0xF) | ((fifth >> (i + 12)) & 0x10)) * d + m;
      }
    }
  }

  /// `d q`.
  static void q80(byte[] in, float[] out, int blocks) {
    for (int b = 0; b < blocks; b++) {
      int at = b * 34;
      int to = b * SIZE;
      float d = PlainNumbers.half(in, at);
      for (int i = 0; i < SIZE; i++) {
        out[to + i] = in[at + 2 + i] * d;
      }
    }
  }

  private static int word(byte[] in, int at) {
    return (in[at] & 0xFF)
        | ((in[at + 1] & 0xFF) << 8)
        | ((in[at + 2] & 0xFF) << 16)
        | (in[at + 3] << 24);
  }
}
