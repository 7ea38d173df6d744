package dev.unmask.checkpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Makes GGUF files by hand, right or wrong, from the description of the format.
public final class GgufBytes {
  private record Info(String name, int type, long[] dimensions, byte[] data) {}

  private final ByteArrayOutputStream notes = new ByteArrayOutputStream();
  private final List<Info> infos = new ArrayList<>();
  private int noteCount;
  private int version = 3;
  private int alignment = 32;

  /// Another version number than 3.
  public GgufBytes version(int number) {
    version = number;
    return this;
  }

  /// Another alignment than 32, written down.
  public GgufBytes alignment(int bytes) {
    alignment = bytes;
    return number("general.alignment", bytes);
  }

  /// A text.
  public GgufBytes text(String key, String value) {
    return raw(key, 8, string(value));
  }

  /// An unsigned 32-bit number.
  public GgufBytes number(String key, int value) {
    return raw(key, 4, ints(value));
  }

  /// A 32-bit float.
  public GgufBytes real(String key, float value) {
    return raw(key, 6, ints(Float.floatToRawIntBits(value)));
  }

  /// A truth value.
  public GgufBytes truth(String key, boolean value) {
    return raw(key, 7, new byte[] {(byte) (value ? 1 : 0)});
  }

  /// A list of texts.
  public GgufBytes texts(String key, List<String> values) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(ints(8));
    all.writeBytes(longs(values.size()));
    values.forEach(v -> all.writeBytes(string(v)));
    return raw(key, 9, all.toByteArray());
  }

  /// A list of signed 32-bit numbers.
  public GgufBytes numbers(String key, int... values) {
    return raw(key, 9, join(ints(5), longs(values.length), ints(values)));
  }

  /// A list of 32-bit floats.
  public GgufBytes reals(String key, float... values) {
    return raw(key, 9, join(ints(6), longs(values.length), floats(values)));
  }

  /// A value of any kind in its bytes.
  public GgufBytes raw(String key, int kind, byte[] value) {
    noteCount++;
    notes.writeBytes(join(string(key), ints(kind), value));
    return this;
  }

  /// A tensor.
  ///
  /// @param type ggml's number
  /// @param dimensions fastest first
  public GgufBytes tensor(String name, int type, long[] dimensions, byte[] data) {
    infos.add(new Info(name, type, dimensions, data));
    return this;
  }

  /// The whole file.
  public byte[] bytes() {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    header.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
    header.writeBytes(ints(version));
    header.writeBytes(longs(infos.size(), noteCount));
    header.writeBytes(notes.toByteArray());
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    for (Info info : infos) {
      header.writeBytes(string(info.name()));
      header.writeBytes(ints(info.dimensions().length));
      header.writeBytes(longs(info.dimensions()));
      header.writeBytes(ints(info.type()));
      header.writeBytes(longs(data.size()));
      data.writeBytes(info.data());
      pad(data);
    }
    pad(header);
    return join(header.toByteArray(), data.toByteArray());
  }

  /// Writes the file.
  public Path write(Path file) {
    try {
      return Files.write(file, bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void pad(ByteArrayOutputStream out) {
    while (out.size() % alignment != 0) {
      out.write(0);
    }
  }

  /// Length and bytes of a text.
  static byte[] string(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return join(longs(utf8.length), utf8);
  }

  static byte[] ints(int... values) {
    ByteBuffer b = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    b.asIntBuffer().put(values);
    return b.array();
  }

  static byte[] longs(long... values) {
    ByteBuffer b = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    b.asLongBuffer().put(values);
    return b.array();
  }

  /// Floats as they lie in a file.
  public static byte[] floats(float... values) {
    ByteBuffer b = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    b.asFloatBuffer().put(values);
    return b.array();
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
