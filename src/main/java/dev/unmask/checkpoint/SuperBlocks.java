package dev.unmask.checkpoint;

/// ggml's quantised types of 256 numbers a block (k-quants): 16 groups of 16 or 8 groups of 32
/// numbers, each with a small integer scale and, for some, a small integer minimum, which share the
/// block's 16-bit floats `d` and `dmin`.
///
/// @see "ggml-quants.c, dequantize_row_q2_K to dequantize_row_q6_K"
final class SuperBlocks {
  private static final int SIZE = 256;

  private SuperBlocks() {}

  /// Scales and minima (4 bits each) `[16]`, numbers (2 bits) `[64]`, `d`, `dmin`.
  static void q2(byte[] in, float[] out, int blocks) {
    for (int b = 0; b < blocks; b++) {
      int at = b * 84;
      float d = PlainNumbers.half(in, at + 80);
      float dmin = PlainNumbers.half(in, at + 82);
      for (int group = 0; group < 16; group++) {
        int scale = in[at + group];
        float dl = d * (scale & 0xF);
        float ml = dmin * ((scale >> 4) & 0xF);
        int from = at + 16 + quarterBytes(group);
        int shift = quarterShift(group);
        int to = b * SIZE + group * 16;
        for (int i = 0; i < 16; i++) {
          out[to + i] = dl * ((in[from + i] >> shift) & 3) - ml;
        }
      }
    }
  }

  /// Third bits (set: nothing is taken off) `[32]`, numbers (2 bits) `[64]`, scales (6 bits)
  /// `[12]`, `d`.
  static void q3(byte[] in, float[] out, int blocks) {
    for (int b = 0; b < blocks; b++) {
      int at = b * 110;
      float d = PlainNumbers.half(in, at + 108);
      for (int group = 0; group < 16; group++) {
        int low = (in[at + 96 + group % 8] >> (group < 8 ? 0 : 4)) & 0xF;
        int high = (in[at + 104 + group % 4] >> (2 * (group / 4))) & 3;
        float dl = d * ((low | (high << 4)) - 32);
        int from = at + 32 + quarterBytes(group);
        int shift = quarterShift(group);
        int mask = at + group % 2 * 16;
        int bit = group / 2;
        int to = b * SIZE + group * 16;
        for (int i = 0; i < 16; i++) {
          int off = (~(in[mask + i] >> bit) & 1) << 2;
          out[to + i] = dl * (((in[from + i] >> shift) & 3) - off);
        }
      }
    }
  }

  /// `d`, `dmin`, scales and minima (6 bits each) `[12]`, numbers (4 bits) `[128]`.
  static void q4(byte[] in, float[] out, int blocks) {
    for (int b = 0; b < blocks; b++) {
      int at = b * 144;
      float d = PlainNumbers.half(in, at);
      float dmin = PlainNumbers.half(in, at + 2);
      for (int group = 0; group < 8; group++) {
        float dl = d * scale(in, at + 4, group);
        float ml = dmin * minimum(in, at + 4, group);
        int from = at + 16 + group / 2 * 32;
        int shift = group % 2 * 4;
        int to = b * SIZE + group * 32;
        for (int i = 0; i < 32; i++) {
          out[to + i] = dl * ((in[from + i] >> shift) & 0xF) - ml;
        }
      }
    }
  }

  /// `d`, `dmin`, scales and minima (6 bits each) `[12]`, fifth bits `[32]`, numbers (4 bits)
  /// `[128]`.
  static void q5(byte[] in, float[] out, int blocks) {
    for (int b = 0; b < blocks; b++) {
      int at = b * 176;
      float d = PlainNumbers.half(in, at);
      float dmin = PlainNumbers.half(in, at + 2);
      for (int group = 0; group < 8; group++) {
        float dl = d * scale(in, at + 4, group);
        float ml = dmin * minimum(in, at + 4, group);
        int from = at + 48 + group / 2 * 32;
        int shift = group % 2 * 4;
        int to = b * SIZE + group * 32;
        for (int i = 0; i < 32; i++) {
          int fifth = ((in[at + 16 + i] >> group) & 1) << 4;
          out[to + i] = dl * (((in[from + i] >> shift) & 0xF) + fifth) - ml;
        }
      }
    }
  }

  /// Low 4 bits `[128]`, high 2 bits `[64]`, scales (8 bits, signed) `[16]`, `d`.
  static void q6(byte[] in, float[] out, int blocks) {
    for (int b = 0; b < blocks; b++) {
      int at = b * 210;
      float d = PlainNumbers.half(in, at + 208);
      for (int group = 0; group < 16; group++) {
        float dl = d * in[at + 192 + group];
        int inHalf = group % 8;
        int low = at + group / 8 * 64 + inHalf % 4 * 16;
        int lowShift = inHalf / 4 * 4;
        int high = at + 128 + quarterBytes(group);
        int highShift = quarterShift(group);
        int to = b * SIZE + group * 16;
        for (int i = 0; i < 16; i++) {
          int q = ((in[low + i] >> lowShift) & 0xF) | (((in[high + i] >> highShift) & 3) << 4);
          out[to + i] = dl * (q - 32);
        }
      }
    }
  }

  /// Where the bytes with the 2-bit numbers of a group of 16 begin: 32 bytes hold four rows of 32
  /// numbers, one in each pair of bits.
  private static int quarterBytes(int group) {
    return group / 8 * 32 + group % 2 * 16;
  }

  private static int quarterShift(int group) {
    return group % 8 / 2 * 2;
  }

  private static int scale(byte[] in, int at, int group) {
    return group < 4
        ? in[at + group] & 63
        : (in[at + group + 4] & 0xF) | (((in[at + group - 4] >> 6) & 3) << 4);
  }

  private static int minimum(byte[] in, int at, int group) {
    return group < 4
        ? in[at + group + 4] & 63
        : ((in[at + group + 4] >> 4) & 0xF) | (((in[at + group] >> 6) & 3) << 4);
  }
}
