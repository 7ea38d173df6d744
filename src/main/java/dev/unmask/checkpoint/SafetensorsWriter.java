package dev.unmask.checkpoint;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Writes a safetensors file, atomically and without a second copy of any tensor.
///
/// As the reference writer does, larger element types come first, then names in order, and the
/// header is padded with spaces to a multiple of 8: so every tensor is aligned. The same tensors
/// give the same bytes whatever the order of the calls.
public final class SafetensorsWriter {
  private static final JsonFactory JSON = new JsonFactory();

  private final Map<String, String> metadata = new TreeMap<>();
  private final Map<String, Item> items = new TreeMap<>();

  private record Item(
      String name, StoredType dtype, long[] shape, long bytes, Iterable<ByteBuffer> data) {}

  /// Adds a note. Published files carry `format` = `pt`, which some loaders insist on.
  ///
  /// @throws IllegalArgumentException if a text holds half a character (a lone surrogate)
  public SafetensorsWriter metadata(String key, String value) {
    if (!StrictJson.whole(key) || !StrictJson.whole(value)) {
      throw new IllegalArgumentException("note that is not text: " + key);
    }
    metadata.put(key, value);
    return this;
  }

  /// Adds a tensor whose elements are in one buffer.
  public SafetensorsWriter tensor(String name, StoredType dtype, long[] shape, ByteBuffer data) {
    return tensor(name, dtype, shape, List.of(data));
  }

  /// Adds a tensor.
  ///
  /// @param shape lengths of the dimensions; empty for a single number
  /// @param data its elements, row-major and little-endian, in as many buffers as is convenient;
  ///     asked for only while writing, one at a time, so they may be made then. Positions of the
  ///     buffers are left alone.
  /// @throws IllegalArgumentException if there is such a tensor already, or the shape is wrong
  public SafetensorsWriter tensor(
      String name, StoredType dtype, long[] shape, Iterable<ByteBuffer> data) {
    long elements = 1;
    for (long d : shape) {
      if (d < 0) {
        throw new IllegalArgumentException(name + ": negative dimension");
      }
      elements = Math.multiplyExact(elements, d);
    }
    if (dtype.quantised() || name.equals(SafetensorsHeader.METADATA) || !StrictJson.whole(name)) {
      throw new IllegalArgumentException(name + " cannot be written");
    }
    Item item = new Item(name, dtype, shape.clone(), dtype.bytes(elements), data);
    if (items.putIfAbsent(name, item) != null) {
      throw new IllegalArgumentException(name + " twice");
    }
    return this;
  }

  /// Size of the file in bytes.
  public long size() {
    return header(inOrder()).length + items.values().stream().mapToLong(Item::bytes).sum();
  }

  /// Writes the file, replacing an older one only when the new one is complete.
  ///
  /// @throws Problem WRITE if it cannot be written; an older file is then as it was
  /// @throws IllegalStateException if a tensor's buffers hold more or less than its shape needs
  public void write(Path file) {
    write(new AtomicFile(file));
  }

  void write(AtomicFile file) {
    List<Item> order = inOrder();
    byte[] header = header(order);
    if (header.length - 8 > SafetensorsHeader.LONGEST) {
      throw new Problem(
          Code.WRITE,
          "These are too many tensors for one safetensors file.",
          "Write them into several files.");
    }
    file.write(
        size(),
        channel -> {
          channel.write(ByteBuffer.wrap(header));
          for (Item item : order) {
            long written = 0;
            for (ByteBuffer part : item.data()) {
              written += part.remaining();
              if (written <= item.bytes()) {
                channel.write(part.duplicate());
              }
            }
            if (written != item.bytes()) {
              throw new IllegalStateException(
                  item.name() + " has " + written + " bytes, not " + item.bytes());
            }
          }
        });
  }

  private List<Item> inOrder() {
    List<Item> order = new ArrayList<>(items.values());
    order.sort(
        Comparator.comparingInt((Item i) -> -i.dtype().alignment()).thenComparing(Item::name));
    return order;
  }

  /// The 8 bytes of length and the padded JSON.
  private byte[] header(List<Item> order) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    try (JsonGenerator g = JSON.createGenerator(ObjectWriteContext.empty(), json)) {
      g.writeStartObject();
      if (!metadata.isEmpty()) {
        g.writeObjectPropertyStart(SafetensorsHeader.METADATA);
        metadata.forEach(g::writeStringProperty);
        g.writeEndObject();
      }
      long begin = 0;
      for (Item i : order) {
        g.writeObjectPropertyStart(i.name());
        g.writeStringProperty("dtype", i.dtype().name());
        g.writeName("shape");
        g.writeArray(i.shape(), 0, i.shape().length);
        g.writeName("data_offsets");
        g.writeArray(new long[] {begin, begin + i.bytes()}, 0, 2);
        g.writeEndObject();
        begin += i.bytes();
      }
      g.writeEndObject();
    }
    int padded = Math.toIntExact((json.size() + 7L) / 8 * 8);
    ByteBuffer out = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(padded).put(json.toByteArray());
    while (out.hasRemaining()) {
      out.put((byte) ' ');
    }
    return out.array();
  }
}
