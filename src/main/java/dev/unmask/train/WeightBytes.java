package dev.unmask.train;

import dev.unmask.engine.Tensor;
import dev.unmask.network.Precision;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Weights as a file holds them.
final class WeightBytes {
  private WeightBytes() {}

  /// Little-endian elements, rounded to the nearest (ties to even) in bf16.
  static ByteBuffer of(Tensor f32, Precision stored) {
    float[] values = f32.floats();
    if (stored == Precision.F32) {
      ByteBuffer out =
          ByteBuffer.allocate(Math.multiplyExact(values.length, 4)).order(ByteOrder.LITTLE_ENDIAN);
      out.asFloatBuffer().put(values);
      return out;
    }
    ByteBuffer out =
        ByteBuffer.allocate(Math.multiplyExact(values.length, 2)).order(ByteOrder.LITTLE_ENDIAN);
    for (float x : values) {
      int bits = Float.floatToRawIntBits(x);
      int rounded = Float.isNaN(x) ? bits | 0x400000 : bits + 0x7FFF + ((bits >>> 16) & 1);
      out.putShort((short) (rounded >>> 16));
    }
    return out.flip();
  }
}
