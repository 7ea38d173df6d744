package dev.unmask.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Weights files made by hand, right or wrong.
final class RawFile {
  private RawFile() {}

  /// A file with a header as given and so many bytes of data.
  static byte[] bytes(String header, int data) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return bytes(json.length, json, data);
  }

  /// A file that says that its header has `n` bytes.
  static byte[] bytes(long n, byte[] header, int data) {
    byte[] all = new byte[8 + header.length + data];
    ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).putLong(n).put(header);
    for (int i = 8 + header.length; i < all.length; i++) {
      all[i] = (byte) i;
    }
    return all;
  }

  /// One tensor as it stands in a header.
  static String tensor(String name, String dtype, String shape, String offsets) {
    return "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}"
        .formatted(name, dtype, shape, offsets);
  }

  static Path write(Path file, byte[] bytes) {
    try {
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path write(Path file, String text) {
    return write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
