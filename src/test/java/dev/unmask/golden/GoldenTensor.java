package dev.unmask.golden;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A recorded tensor: row-major, little-endian, of type F32, F64, I64 or U8.
public record GoldenTensor(String name, String dtype, int[] shape, ByteBuffer data) {

  /// Number of elements; 1 for rank 0.
  public int size() {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  /// All elements of an F32 tensor.
  public float[] floats() {
    float[] out = new float[size()];
    little("F32").asFloatBuffer().get(out);
    return out;
  }

  /// All elements of an F64 tensor.
  public double[] doubles() {
    double[] out = new double[size()];
    little("F64").asDoubleBuffer().get(out);
    return out;
  }

  /// All elements of a tensor of any type of numbers.
  public double[] numbers() {
    return switch (dtype) {
      case "F64" -> doubles();
      case "I64" -> Arrays.stream(longs()).asDoubleStream().toArray();
      default -> {
        float[] narrow = floats();
        double[] out = new double[narrow.length];
        Arrays.setAll(out, i -> narrow[i]);
        yield out;
      }
    };
  }

  /// The same as rows of the last dimension.
  public double[][] rows() {
    int width = shape[shape.length - 1];
    double[] flat = numbers();
    double[][] out = new double[flat.length / width][];
    Arrays.setAll(out, r -> Arrays.copyOfRange(flat, r * width, (r + 1) * width));
    return out;
  }

  /// All elements of an I64 tensor.
  public long[] longs() {
    long[] out = new long[size()];
    little("I64").asLongBuffer().get(out);
    return out;
  }

  /// All elements of an I64 tensor that fit into an int, as token ids do.
  public int[] ints() {
    return Arrays.stream(longs()).mapToInt(Math::toIntExact).toArray();
  }

  /// All elements of a U8 tensor (masks: 0 or 1).
  public byte[] bytes() {
    byte[] out = new byte[size()];
    little("U8").get(out);
    return out;
  }

  /// An I64 matrix as rows of ids. Leading dimensions are flattened into rows.
  public int[][] idRows() {
    int width = shape[shape.length - 1];
    int[] flat = ints();
    int[][] rows = new int[width == 0 ? 0 : flat.length / width][];
    for (int r = 0; r < rows.length; r++) {
      rows[r] = Arrays.copyOfRange(flat, r * width, (r + 1) * width);
    }
    return rows;
  }

  private ByteBuffer little(String wanted) {
    if (!dtype.equals(wanted)) {
      throw new IllegalStateException(name + " is " + dtype + ", not " + wanted);
    }
    return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }
}
