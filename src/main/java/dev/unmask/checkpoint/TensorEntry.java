package dev.unmask.checkpoint;

import java.nio.file.Path;
import java.util.Arrays;

/// Where one tensor lies. Elements are row-major and little-endian.
///
/// Whoever gets one may rely on it: `offset + bytes` was inside the file when it was opened, and
/// `bytes` is what shape and type need.
///
/// @param name as in the file, or as Hugging Face's folder of the same model would name it
/// @param shape lengths of the dimensions, none negative; empty for a single number
/// @param file the file that holds it
/// @param offset of the first byte from the beginning of the file
/// @param bytes length in bytes, 0 if a dimension is 0
/// @param transposed whether the file holds this matrix with rows and columns exchanged
public record TensorEntry(
    String name,
    StoredType dtype,
    long[] shape,
    Path file,
    long offset,
    long bytes,
    boolean transposed) {

  public TensorEntry {
    shape = shape.clone();
    if (transposed && shape.length != 2) {
      throw new IllegalArgumentException(name + " is no matrix");
    }
  }

  /// A tensor that lies in the file as it is.
  TensorEntry(String name, StoredType dtype, long[] shape, Path file, long offset, long bytes) {
    this(name, dtype, shape, file, offset, bytes, false);
  }

  /// Lengths of the dimensions; a copy.
  @Override
  public long[] shape() {
    return shape.clone();
  }

  /// Lengths of the dimensions as the file holds them.
  public long[] fileShape() {
    return transposed ? new long[] {shape[1], shape[0]} : shape();
  }

  /// Number of dimensions.
  public int rank() {
    return shape.length;
  }

  /// Number of elements.
  public long elements() {
    long n = 1;
    for (long d : shape) {
      n *= d; // checked against overflow when the header was read
    }
    return n;
  }

  /// Whether the first byte lies where a pointer to an element may point. Tensors that are not
  /// aligned (old writers did not pad the header) must be copied before they are used.
  public boolean aligned() {
    return offset % dtype.alignment() == 0;
  }

  /// Type and shape as shown to people, for example `F32 [768, 3072]`.
  public String description() {
    return dtype + " " + Arrays.toString(shape);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TensorEntry t
        && name.equals(t.name)
        && dtype == t.dtype
        && Arrays.equals(shape, t.shape)
        && file.equals(t.file)
        && offset == t.offset
        && bytes == t.bytes
        && transposed == t.transposed;
  }

  @Override
  public int hashCode() {
    return name.hashCode() * 31 + Long.hashCode(offset);
  }
}
