package dev.unmask.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// One quantised block, number by number, from the structs in ggml-common.h and in the order in
/// which ggml-quants.c computes: slow, and written apart from what it judges.
final class SlowBlocks {
  private SlowBlocks() {}

  static float[] decode(StoredType type, byte[] block) {
    ByteBuffer b = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
    float[] y = new float[type.blockElements()];
    for (int i = 0; i < y.length; i++) {
      y[i] =
          switch (type) {
            case Q4_0 -> (float) (nibble(b, 2, i) - 8) * half(b, 0);
            case Q4_1 -> (float) nibble(b, 4, i) * half(b, 0) + half(b, 2);
            case Q5_0 -> (float) (nibble(b, 6, i) + 16 * bit32(b, 2, i) - 16) * half(b, 0);
            case Q5_1 -> (float) (nibble(b, 8, i) + 16 * bit32(b, 4, i)) * half(b, 0) + half(b, 2);
            case Q8_0 -> (float) b.get(2 + i) * half(b, 0);
            case Q2_K -> q2(b, i);
            case Q3_K -> q3(b, i);
            case Q4_K -> q45(b, i, 16, 0);
            case Q5_K -> q45(b, i, 48, 16 * bit(b.get(16 + i % 32), i / 32));
            case Q6_K -> q6(b, i);
            default -> throw new IllegalArgumentException();
          };
    }
    return y;
  }

  private static float half(ByteBuffer b, int at) {
    int h = b.getShort(at) & 0xFFFF;
    int exponent = (h >> 10) & 31;
    int fraction = h & 1023;
    double size =
        exponent == 31
            ? (fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN)
            : exponent == 0
                ? fraction * Math.pow(2, -24)
                : (1 + fraction / 1024.0) * Math.pow(2, exponent - 15);
    return (float) (h >> 15 == 1 ? -size : size);
  }

  private static int bit(int value, int number) {
    return (value >> number) & 1;
  }

  private static int bit32(ByteBuffer b, int at, int i) {
    return bit(b.getInt(at), i);
  }

  /// Number `i` of 32: the first 16 in low halves, the rest in high halves.
  private static int nibble(ByteBuffer b, int at, int i) {
    int two = b.get(at + i % 16) & 0xFF;
    return i < 16 ? two % 16 : two / 16;
  }

  /// Number `i` of 256 with two bits: 128 numbers in 32 bytes, 32 for each pair of bits.
  private static int pair(ByteBuffer b, int at, int i) {
    int four = b.get(at + i / 128 * 32 + i % 32) & 0xFF;
    return (four >> (2 * (i % 128 / 32))) % 4;
  }

  private static float q2(ByteBuffer b, int i) {
    int scale = b.get(i / 16) & 0xFF;
    int high = scale / 16;
    float dl = half(b, 80) * (float) (scale % 16);
    float ml = half(b, 82) * (float) high;
    return dl * (float) pair(b, 16, i) - ml;
  }

  private static float q3(ByteBuffer b, int i) {
    int group = i / 16;
    int low = b.get(96 + group % 8) & 0xFF;
    int four = group < 8 ? low % 16 : low / 16;
    int two = ((b.get(104 + group % 4) & 0xFF) >> (2 * (group / 4))) % 4;
    float dl = half(b, 108) * (float) (four + 16 * two - 32);
    int third = bit(b.get(i % 32), i / 32);
    return dl * (float) (pair(b, 32, i) - (third == 1 ? 0 : 4));
  }

  /// Scale and minimum of eight groups in 12 bytes: six bits each.
  private static float q45(ByteBuffer b, int i, int numbers, int fifth) {
    int g = i / 32;
    int scale;
    int minimum;
    if (g < 4) {
      scale = b.get(4 + g) & 63;
      minimum = b.get(8 + g) & 63;
    } else {
      int last = b.get(8 + g) & 0xFF;
      scale = last % 16 + 16 * ((b.get(g) & 0xFF) >> 6);
      minimum = last / 16 + 16 * ((b.get(4 + g) & 0xFF) >> 6);
    }
    int two = b.get(numbers + i / 64 * 32 + i % 32) & 0xFF;
    int q = (i % 64 < 32 ? two % 16 : two / 16) + fifth;
    return half(b, 0) * (float) scale * (float) q - half(b, 2) * (float) minimum;
  }

  private static float q6(ByteBuffer b, int i) {
    int within = i % 128;
    int two = b.get(i / 128 * 64 + within % 64) & 0xFF;
    int low = within < 64 ? two % 16 : two / 16;
    int q = low + 16 * pair(b, 128, i) - 32;
    return half(b, 208) * (float) b.get(192 + i / 16) * (float) q;
  }
}
