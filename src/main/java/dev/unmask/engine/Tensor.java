package dev.unmask.engine;

import ai.djl.pytorch.engine.PtNDArray;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Arrays;

/// An array in native memory, owned by a [Scope]. It has no arithmetic: only [Program]s compute.
public final class Tensor {
  private final PtNDArray array;
  private final DType dtype;

  Tensor(PtNDArray array, DType dtype) {
    this.array = array;
    this.dtype = dtype;
  }

  PtNDArray array() {
    return array;
  }

  /// Element type.
  public DType dtype() {
    return dtype;
  }

  /// Sizes of the dimensions; empty for a scalar.
  public long[] shape() {
    return array.getShape().getShape();
  }

  /// Number of elements.
  public long elements() {
    return array.getShape().size();
  }

  /// A copy of the elements of an [DType#F32] tensor, row-major.
  public float[] floats() {
    require(DType.F32);
    float[] out = new float[Math.toIntExact(elements())];
    content().asFloatBuffer().get(out);
    return out;
  }

  /// A copy of the elements of an [DType#F64] tensor, row-major.
  public double[] doubles() {
    require(DType.F64);
    double[] out = new double[Math.toIntExact(elements())];
    content().asDoubleBuffer().get(out);
    return out;
  }

  /// A copy of the elements of an [DType#I64] tensor, row-major.
  public long[] longs() {
    require(DType.I64);
    long[] out = new long[Math.toIntExact(elements())];
    content().asLongBuffer().get(out);
    return out;
  }

  /// A copy of the elements of an [DType#I64] tensor as `int`, row-major.
  ///
  /// @throws ArithmeticException if an element does not fit
  public int[] ints() {
    require(DType.I64);
    LongBuffer wide = content().asLongBuffer();
    int[] out = new int[Math.toIntExact(elements())];
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.toIntExact(wide.get(i));
    }
    return out;
  }

  /// Overwrites the elements of a tensor on the CPU, whatever their type.
  void fill(ByteBuffer content) {
    array.toByteBuffer(true).put(content);
  }

  /// The memory itself of a tensor on the CPU of less than 2 GiB without gaps; valid while the
  /// tensor is.
  public MemorySegment memory() {
    return MemorySegment.ofBuffer(array.toByteBuffer(true));
  }

  /// The elements themselves, read at once by those who ask: a copy of bytes beside the copy of
  /// numbers would be garbage.
  private ByteBuffer content() {
    ByteBuffer content = elements() == 0 ? ByteBuffer.allocate(0) : array.toByteBuffer(true);
    return content.order(ByteOrder.nativeOrder());
  }

  private void require(DType wanted) {
    if (dtype != wanted) {
      throw new IllegalStateException("tensor of " + dtype + " read as " + wanted);
    }
  }

  @Override
  public String toString() {
    return "Tensor " + dtype + Arrays.toString(shape());
  }
}
