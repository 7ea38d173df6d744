package dev.unmask.bench.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes the header of a GGUF file.
final class TinyGguf {
  private final ByteArrayOutputStream notes = new ByteArrayOutputStream();
  private final ByteArrayOutputStream tensors = new ByteArrayOutputStream();
  private int noteCount;
  private int tensorCount;
  private long data;

  TinyGguf text(String key, String value) {
    key(key, 8);
    string(notes, value);
    return this;
  }

  TinyGguf number(String key, int value) {
    key(key, 4);
    i32(notes, value);
    return this;
  }

  TinyGguf real(String key, float value) {
    key(key, 6);
    i32(notes, Float.floatToRawIntBits(value));
    return this;
  }

  TinyGguf texts(String key, List<String> values) {
    key(key, 9);
    i32(notes, 8);
    i64(notes, values.size());
    values.forEach(v -> string(notes, v));
    return this;
  }

  TinyGguf numbers(String key, int... values) {
    key(key, 9);
    i32(notes, 5);
    i64(notes, values.length);
    for (int v : values) {
      i32(notes, v);
    }
    return this;
  }

  TinyGguf reals(String key, float... values) {
    key(key, 9);
    i32(notes, 6);
    i64(notes, values.length);
    for (float v : values) {
      i32(notes, Float.floatToRawIntBits(v));
    }
    return this;
  }

  /// A tensor of float32.
  ///
  /// @param dimensions fastest first
  TinyGguf tensor(String name, long... dimensions) {
    tensorCount++;
    string(tensors, name);
    i32(tensors, dimensions.length);
    long bytes = 4;
    for (long d : dimensions) {
      i64(tensors, d);
      bytes *= d;
    }
    i32(tensors, 0);
    i64(tensors, data);
    data += (bytes + 31) / 32 * 32;
    return this;
  }

  byte[] header() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
    i32(out, 3);
    i64(out, tensorCount);
    i64(out, noteCount);
    out.writeBytes(notes.toByteArray());
    out.writeBytes(tensors.toByteArray());
    return out.toByteArray();
  }

  /// Bytes after the header, padding included.
  long tail() {
    return data + 32;
  }

  private void key(String key, int kind) {
    noteCount++;
    string(notes, key);
    i32(notes, kind);
  }

  private static void string(ByteArrayOutputStream out, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    i64(out, utf8.length);
    out.writeBytes(utf8);
  }

  private static void i32(ByteArrayOutputStream out, int n) {
    out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(n).array());
  }

  private static void i64(ByteArrayOutputStream out, long n) {
    out.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(n).array());
  }
}
