package dev.unmask.bench;

import dev.unmask.checkpoint.SafetensorsWriter;
import dev.unmask.checkpoint.StoredType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.LongStream;

/// The tensors of a [SyntheticCheckpoint] and the file that holds them.
///
/// @param type F32 or BF16
/// @param tensors in the order of the file
record SyntheticWeights(StoredType type, List<Named> tensors) {
  private static final int PIECE = 1 << 20;

  /// Scale of the last norm: logits then spread as those of trained models do, and not over all
  /// tokens alike (5 to 6 nats are left at a position), so that filters have work.
  private static final float SHARP = 11;

  /// A tensor to be made.
  record Named(String name, long... shape) {
    long elements() {
      return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }
  }

  /// Numbers with the spread of trained weights.
  void write(Path file) {
    SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
    for (Named t : tensors) {
      boolean norm = t.name().contains("norm.weight") || t.name().contains("ln_");
      boolean last = t.name().contains("ln_f") || t.name().equals("model.norm.weight");
      float middle = norm && t.name().endsWith("weight") ? last ? SHARP : 1 : 0;
      long bytes = type.bytes(t.elements());
      writer.tensor(t.name(), type, t.shape(), pieces(bytes, middle, t.name().hashCode()));
    }
    writer.write(file);
  }

  /// All zeros, as one hole after the header.
  void writeZeros(Path file) throws IOException {
    StringJoiner entries = new StringJoiner(",", "{", "}");
    long at = 0;
    for (Named t : tensors) {
      long end = at + type.bytes(t.elements());
      entries.add(
          "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
              .formatted(t.name(), type, Arrays.toString(t.shape()), at, end));
      at = end;
    }
    byte[] json = entries.toString().getBytes(StandardCharsets.UTF_8);
    int padded = (json.length + 7) / 8 * 8;
    ByteBuffer head = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
    head.putLong(padded).put(json);
    while (head.hasRemaining()) {
      head.put((byte) ' ');
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(head.flip());
      // One byte at the very end makes the rest a hole.
      channel.write(ByteBuffer.allocate(1), 8 + padded + at - 1);
    }
  }

  private Iterable<ByteBuffer> pieces(long bytes, float middle, long seed) {
    return () ->
        LongStream.iterate(0, at -> at < bytes, at -> at + PIECE)
            .mapToObj(at -> piece((int) Math.min(PIECE, bytes - at), middle, seed + 7 * at))
            .iterator();
  }

  /// Each piece is another: rows that repeat would make tokens of exactly the same probability.
  private ByteBuffer piece(int bytes, float middle, long seed) {
    ByteBuffer out = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long state = seed * 0x9E3779B97F4A7C15L ^ 0x2545F4914F6CDD1DL;
    while (out.hasRemaining()) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      float x = middle + 0.04f * ((state >>> 40) * 0x1p-24f - 0.5f);
      if (type == StoredType.BF16) {
        out.putShort((short) (Float.floatToIntBits(x) >>> 16));
      } else {
        out.putFloat(x);
      }
    }
    return out.flip();
  }
}
