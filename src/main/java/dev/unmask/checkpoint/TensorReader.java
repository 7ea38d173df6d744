package dev.unmask.checkpoint;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.stream.IntStream;

/// Reads the numbers of one tensor in any type that can be computed with, wherever the caller has
/// room for them; quantised blocks become the very floats that ggml makes of them.
///
/// Works through the file piece by piece on all processors, so that no second copy of a tensor is
/// ever in memory; a file that is cut while it is read is a [Problem], not the end of the process.
public final class TensorReader implements AutoCloseable {
  /// Elements decoded at once by one thread: 32 KiB of floats stay in the nearest cache.
  private static final int PIECE = 8_192;

  private static final int SHARES = 64;

  /// Parts of what is only copied.
  private static final int COPY_SHARES = 8;

  private final TensorEntry entry;
  private final FileChannel channel;

  private TensorReader(TensorEntry entry, FileChannel channel) {
    this.entry = entry;
    this.channel = channel;
  }

  /// Opens the file of a tensor.
  ///
  /// @throws Problem TENSOR if its type cannot be computed with, READ if the file cannot be read
  public static TensorReader open(TensorEntry entry) {
    if (!entry.dtype().computable()) {
      throw new Problem(
          Code.TENSOR,
          "Tensor " + entry.name() + " is stored as " + entry.dtype() + ".",
          "Convert the checkpoint to float32, float16 or bfloat16.");
    }
    try {
      return new TensorReader(entry, FileChannel.open(entry.file(), StandardOpenOption.READ));
    } catch (IOException e) {
      throw Words.unreadable(entry.file(), e);
    }
  }

  /// Elements as 32-bit floats.
  ///
  /// @param first index of the first element in the order of the file, at the beginning of a block
  /// @param target room for the floats; as many elements are read as fit
  /// @throws Problem READ if the file cannot be read to the end
  public void floats(long first, MemorySegment target) {
    read(
        first,
        target.byteSize() / Float.BYTES,
        (floats, n, at) ->
            MemorySegment.copy(
                floats, 0, target, ValueLayout.JAVA_FLOAT_UNALIGNED, at * Float.BYTES, n));
  }

  /// Elements as 16-bit brain floats, rounded to the nearest, ties to even; as [#floats].
  public void brainFloats(long first, MemorySegment target) {
    read(
        first,
        target.byteSize() / Short.BYTES,
        (floats, n, at) -> {
          short[] rounded = new short[n];
          for (int i = 0; i < n; i++) {
            rounded[i] = brainFloat(floats[i]);
          }
          MemorySegment.copy(
              rounded, 0, target, ValueLayout.JAVA_SHORT_UNALIGNED, at * Short.BYTES, n);
        });
  }

  /// Elements as they lie in the file, of a type that is not quantised.
  ///
  /// @param first index of the first element in the order of the file
  /// @param target room for them, less than 2 GiB; as many elements are read as fit
  public void bytes(long first, MemorySegment target) {
    long each = entry.dtype().blockBytes();
    if (entry.dtype().blockElements() != 1
        || first < 0
        || target.byteSize() % each != 0
        || target.byteSize() / each > entry.elements() - first) {
      throw new IllegalArgumentException("elements outside of " + entry.name());
    }
    long share = Math.ceilDiv(target.byteSize(), COPY_SHARES);
    long offset = entry.offset() + first * each;
    IntStream.range(0, share == 0 ? 0 : (int) Math.ceilDiv(target.byteSize(), share))
        .parallel()
        .forEach(
            i -> {
              long from = i * share;
              long n = Math.min(share, target.byteSize() - from);
              try {
                whole(target.asSlice(from, n).asByteBuffer(), offset + from);
              } catch (IOException e) {
                throw Words.unreadable(entry.file(), e);
              }
            });
  }

  /// As ggml's `ggml_compute_fp32_to_bf16`: NaN stays NaN and becomes quiet.
  static short brainFloat(float value) {
    int bits = Float.floatToRawIntBits(value);
    if ((bits & 0x7FFFFFFF) > 0x7F800000) {
      return (short) ((bits >>> 16) | 64);
    }
    return (short) ((bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16);
  }

  @FunctionalInterface
  private interface Sink {
    void accept(float[] floats, int n, long at);
  }

  private void read(long first, long count, Sink sink) {
    if (first % entry.dtype().blockElements() != 0
        || first < 0
        || count < 0
        || count > entry.elements() - first) {
      throw new IllegalArgumentException("elements outside of " + entry.name());
    }
    long share = (count / SHARES / PIECE + 1) * PIECE;
    IntStream.range(0, (int) ((count + share - 1) / share))
        .parallel()
        .forEach(
            i -> {
              long from = i * share;
              share(first, from, Math.min(count, from + share), sink);
            });
  }

  private void share(long first, long from, long to, Sink sink) {
    StoredType type = entry.dtype();
    byte[] bytes = new byte[Math.toIntExact(type.bytes(PIECE))];
    float[] floats = new float[PIECE];
    try {
      for (long at = from; at < to; at += PIECE) {
        int n = (int) Math.min(PIECE, to - at);
        int blocks = (n + type.blockElements() - 1) / type.blockElements();
        long offset = (first + at) / type.blockElements() * type.blockBytes();
        whole(ByteBuffer.wrap(bytes, 0, blocks * type.blockBytes()), entry.offset() + offset);
        decode(type, bytes, floats, blocks);
        sink.accept(floats, n, at);
      }
    } catch (IOException e) {
      throw Words.unreadable(entry.file(), e);
    }
  }

  private void whole(ByteBuffer to, long offset) throws IOException {
    int begin = to.position();
    while (to.hasRemaining()) {
      if (channel.read(to, offset + to.position() - begin) < 0) {
        throw Words.malformed(entry.file(), "it became shorter while it was read");
      }
    }
  }

  /// Decodes blocks from the beginning of one array to the beginning of the other.
  static void decode(StoredType type, byte[] in, float[] out, int blocks) {
    switch (type) {
      case F32 -> PlainNumbers.float32(in, out, blocks);
      case F16 -> PlainNumbers.float16(in, out, blocks);
      case BF16 -> PlainNumbers.brainFloat(in, out, blocks);
      case Q4_0 -> SmallBlocks.q40(in, out, blocks);
      case Q4_1 -> SmallBlocks.q41(in, out, blocks);
      case Q5_0 -> SmallBlocks.q50(in, out, blocks);
      case Q5_1 -> SmallBlocks.q51(in, out, blocks);
      case Q8_0 -> SmallBlocks.q80(in, out, blocks);
      case Q2_K -> SuperBlocks.q2(in, out, blocks);
      case Q3_K -> SuperBlocks.q3(in, out, blocks);
      case Q4_K -> SuperBlocks.q4(in, out, blocks);
      case Q5_K -> SuperBlocks.q5(in, out, blocks);
      case Q6_K -> SuperBlocks.q6(in, out, blocks);
      default -> throw new IllegalArgumentException(type + " is not computed with");
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw Words.unreadable(entry.file(), e);
    }
  }
}
