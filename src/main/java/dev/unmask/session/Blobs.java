package dev.unmask.session;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Arrays as the blobs of a session file: elements one after the other, little-endian.
final class Blobs {
  private Blobs() {}

  static byte[] of(int[] values) {
    byte[] blob = new byte[values.length * Integer.BYTES];
    little(blob).asIntBuffer().put(values);
    return blob;
  }

  static byte[] of(float[] values) {
    byte[] blob = new byte[values.length * Float.BYTES];
    little(blob).asFloatBuffer().put(values);
    return blob;
  }

  static byte[] of(double[] values) {
    byte[] blob = new byte[values.length * Double.BYTES];
    little(blob).asDoubleBuffer().put(values);
    return blob;
  }

  static double[] doubles(byte[] blob) {
    double[] values = new double[blob.length / Double.BYTES];
    little(blob).asDoubleBuffer().get(values);
    return values;
  }

  static int[] ints(byte[] blob) {
    int[] values = new int[blob.length / Integer.BYTES];
    little(blob).asIntBuffer().get(values);
    return values;
  }

  static float[] floats(byte[] blob) {
    float[] values = new float[blob.length / Float.BYTES];
    little(blob).asFloatBuffer().get(values);
    return values;
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
