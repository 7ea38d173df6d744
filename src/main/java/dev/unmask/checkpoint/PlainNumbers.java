package dev.unmask.checkpoint;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Numbers of one size each, little-endian, as 32-bit floats.
final class PlainNumbers {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private PlainNumbers() {}

  static void float32(byte[] in, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = Float.intBitsToFloat((int) INT.get(in, 4 * i));
    }
  }

  static void float16(byte[] in, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = half(in, 2 * i);
    }
  }

  static void brainFloat(byte[] in, float[] out, int n) {
    for (int i = 0; i < n; i++) {
      out[i] = Float.intBitsToFloat(((in[2 * i] & 0xFF) << 16) | (in[2 * i + 1] << 24));
    }
  }

  /// The 16-bit float that begins at `at`.
  static float half(byte[] in, int at) {
    return Float.float16ToFloat((short) ((in[at] & 0xFF) | (in[at + 1] << 8)));
  }
}
