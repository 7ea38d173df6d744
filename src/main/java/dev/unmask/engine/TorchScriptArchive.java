package dev.unmask.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Packs program text into the archive format of `torch::jit::save`: a zip with stored entries,
/// about 2 KB, that holds one module object with constant attributes and no tensors.
///
/// The object is a pickle (protocol 2) of `__torch__.Network.__new__()` with its attributes set;
/// this is written here, never read.
final class TorchScriptArchive {
  private static final String CLASS = "Network";
  private static final byte[] EMPTY_TUPLE = {(byte) 0x80, 2, ')', '.'};

  private final String text;
  private final Map<String, Object> constants;

  TorchScriptArchive(String text, Map<String, Object> constants) {
    this.text = text;
    this.constants = new TreeMap<>(constants);
    this.constants.put("training", false);
  }

  byte[] toBytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      entry(zip, "network/data.pkl", object());
      entry(zip, "network/byteorder", "little".getBytes(StandardCharsets.US_ASCII));
      entry(zip, "network/constants.pkl", EMPTY_TUPLE);
      entry(zip, "network/code/__torch__.py", source().getBytes(StandardCharsets.UTF_8));
      entry(zip, "network/version", "10\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private String source() {
    StringBuilder s = new StringBuilder("class " + CLASS + "(Module):\n");
    s.append("  __parameters__ = []\n  __buffers__ = []\n");
    constants.forEach((name, v) -> s.append("  %s : %s\n".formatted(name, type(v))));
    return s.append(text).toString();
  }

  private static String type(Object value) {
    return switch (value) {
      case Boolean _ -> "bool";
      case Long _ -> "int";
      case Double _ -> "float";
      case String _ -> "str";
      default -> throw new IllegalArgumentException("constant " + value);
    };
  }

  private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry e = new ZipEntry(name);
    e.setMethod(ZipEntry.STORED);
    e.setSize(content.length);
    e.setCompressedSize(content.length);
    e.setCrc(crc.getValue());
    zip.putNextEntry(e);
    zip.write(content);
    zip.closeEntry();
  }

  private byte[] object() throws IOException {
    ByteArrayOutputStream o = new ByteArrayOutputStream();
    o.write(0x80); // PROTO 2
    o.write(2);
    o.write('c'); // GLOBAL
    o.write(("__torch__\n" + CLASS + "\n").getBytes(StandardCharsets.US_ASCII));
    o.write(')'); // EMPTY_TUPLE
    o.write(0x81); // NEWOBJ
    o.write('}'); // EMPTY_DICT
    o.write('('); // MARK
    for (Map.Entry<String, Object> e : constants.entrySet()) {
      string(o, e.getKey());
      value(o, e.getValue());
    }
    o.write('u'); // SETITEMS
    o.write('b'); // BUILD
    o.write('.'); // STOP
    return o.toByteArray();
  }

  private static void value(ByteArrayOutputStream o, Object value) throws IOException {
    switch (value) {
      case Boolean b -> o.write(b ? 0x88 : 0x89);
      case Long n -> {
        o.write(0x8a); // LONG1
        o.write(8);
        o.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(n).array());
      }
      case Double d -> {
        o.write('G'); // BINFLOAT, big-endian
        o.write(ByteBuffer.allocate(8).putDouble(d).array());
      }
      case String s -> string(o, s);
      default -> throw new IllegalArgumentException("constant " + value);
    }
  }

  private static void string(ByteArrayOutputStream o, String s) throws IOException {
    byte[] utf8 = s.getBytes(StandardCharsets.UTF_8);
    o.write('X'); // BINUNICODE
    o.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(utf8.length).array());
    o.write(utf8);
  }
}
