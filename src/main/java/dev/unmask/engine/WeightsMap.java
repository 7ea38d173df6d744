package dev.unmask.engine;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.Map;

/// A file mapped into memory, from which tensors of any type are cut without a copy.
///
/// The map is private: the file is never changed, and a write into a tensor touches a copy of that
/// page only (a read-only map would end the process). There is no limit on the size of the file.
/// The memory counts as page cache until it is touched.
public final class WeightsMap {
  private final Torch torch;
  private final Scope scope;
  private final Path file;
  private final long fileBytes;
  private final Map<DType, Tensor> views = new EnumMap<>(DType.class);

  private WeightsMap(Torch torch, Scope scope, Path file, long fileBytes) {
    this.torch = torch;
    this.scope = scope;
    this.file = file;
    this.fileBytes = fileBytes;
  }

  /// @param scope holds the map and all that is cut from it
  /// @param file an existing file that nobody changes while the scope is open
  /// @throws Problem if it cannot be read
  public static WeightsMap of(Torch torch, Scope scope, Path file) {
    try {
      return new WeightsMap(torch, scope, file, Files.size(file));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /// One tensor of the file.
  ///
  /// @param offset first byte; a tensor that does not start at a multiple of its element size is
  ///     copied
  /// @throws IllegalArgumentException if it does not lie within the file
  public Tensor tensor(DType dtype, long offset, long... shape) {
    long elements = 1;
    long[] strides = new long[shape.length];
    for (int i = shape.length - 1; i >= 0; i--) {
      strides[i] = Math.max(1, elements);
      elements = Math.multiplyExact(elements, shape[i]);
    }
    long bytes = Math.multiplyExact(elements, (long) dtype.bytes());
    if (offset < 0 || bytes < 0 || offset > fileBytes - bytes) {
      throw new IllegalArgumentException("tensor outside of the file");
    }
    if (offset % dtype.bytes() != 0) {
      return copied(dtype, offset, bytes, shape);
    }
    return torch
        .tensors()
        .tensor(scope, "slice", view(dtype), shape, strides, offset / dtype.bytes());
  }

  private Tensor view(DType dtype) {
    return views.computeIfAbsent(
        dtype,
        t ->
            torch
                .tensors()
                .tensor(scope, "map_file", file.toString(), fileBytes / t.bytes(), t.code()));
  }

  /// Reads a tensor that does not start at a multiple of its element size.
  private Tensor copied(DType dtype, long offset, long bytes, long... shape) {
    Tensor out = torch.tensors().tensor(scope, "empty", shape, dtype.code());
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      out.fill(channel.map(FileChannel.MapMode.READ_ONLY, offset, bytes));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    return out;
  }

  private static Problem unreadable(Path file, IOException cause) {
    return new Problem(
        Code.READ,
        "Cannot read " + file.getFileName() + ".",
        "Check the file and its disk.",
        cause);
  }
}
