package dev.unmask.checkpoint;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a GGUF file says beside its tensors: keys such as `llama.block_count` or
/// `tokenizer.ggml.tokens`, each with a value.
///
/// Readers refuse a value of the wrong kind with a [Problem] that names the file and the key. Lists
/// and long texts are read from the file when they are asked for.
public final class GgufNotes {
  /// The longest text that is kept while the file is open, in bytes.
  static final int SHORT = 4_096;

  /// The longest text of all, in bytes; a chat template has some thousands.
  static final int LONGEST = 4 << 20;

  /// The longest list; the largest published vocabularies have 262,144 tokens.
  static final int MOST = 1 << 21;

  private final Path file;
  private final SequencedMap<String, GgufValue> values;

  GgufNotes(Path file, SequencedMap<String, GgufValue> values) {
    this.file = file;
    this.values = values;
  }

  /// The file that says it.
  public Path file() {
    return file;
  }

  /// All keys, in the order of the file.
  public Set<String> keys() {
    return Collections.unmodifiableSet(values.keySet());
  }

  /// Whether there is such a key.
  public boolean has(String key) {
    return values.containsKey(key);
  }

  /// Whether the key holds a list.
  boolean isList(String key) {
    return values.get(key) instanceof GgufValue.Many;
  }

  /// A text.
  public String text(String key) {
    return switch (value(key)) {
      case GgufValue.Text t -> t.value();
      case GgufValue.LongText t -> {
        List<String> read = new ArrayList<>(1);
        read(t.offset(), in -> read.add(in.loose(LONGEST, "value of " + key)));
        yield read.getFirst();
      }
      default -> throw wrong(key, "a text");
    };
  }

  /// As [#text(String)], or the fallback if there is no such key.
  public String text(String key, String fallback) {
    return has(key) ? text(key) : fallback;
  }

  /// A whole number.
  public long whole(String key) {
    if (value(key) instanceof GgufValue.Whole n) {
      return n.value();
    }
    throw wrong(key, "a whole number");
  }

  /// A whole number from 0 to 2^31 - 1.
  public int count(String key) {
    long n = whole(key);
    if (n < 0 || n > Integer.MAX_VALUE) {
      throw wrong(key, "a whole number from 0 to 2147483647");
    }
    return (int) n;
  }

  /// A finite number, whole or not.
  public double number(String key) {
    double d =
        switch (value(key)) {
          case GgufValue.Whole n -> n.value();
          case GgufValue.Real x -> x.value();
          default -> Double.NaN;
        };
    if (!Double.isFinite(d)) {
      throw wrong(key, "a finite number");
    }
    return d;
  }

  /// `true` or `false`, or the fallback if there is no such key.
  public boolean truth(String key, boolean fallback) {
    return switch (values.get(key)) {
      case null -> fallback;
      case GgufValue.Truth b -> b.value();
      default -> throw wrong(key, "true or false");
    };
  }

  /// A list of texts; broken characters in them are U+FFFD.
  public List<String> texts(String key) {
    GgufValue.Many many = list(key);
    if (many.elements() != GgufKind.TEXT) {
      throw wrong(key, "a list of texts");
    }
    List<String> texts = new ArrayList<>(many.count());
    read(
        many.offset(),
        in -> {
          for (int i = 0; i < many.count(); i++) {
            texts.add(in.loose(LONGEST, "text in " + key));
          }
        });
    return texts;
  }

  /// A list of whole numbers of 8 to 32 bits.
  public int[] wholes(String key) {
    GgufValue.Many many = list(key);
    if (!many.elements().small()) {
      throw wrong(key, "a list of whole numbers");
    }
    int[] out = new int[many.count()];
    read(
        many.offset(),
        in -> {
          for (int i = 0; i < out.length; i++) {
            out[i] =
                switch (many.elements()) {
                  case U8 -> in.u8();
                  case I8 -> (byte) in.u8();
                  case U16 -> in.u8() | (in.u8() << 8);
                  case I16 -> (short) (in.u8() | (in.u8() << 8));
                  default -> in.i32();
                };
          }
        });
    return out;
  }

  /// A list of 32-bit floats.
  public float[] floats(String key) {
    GgufValue.Many many = list(key);
    if (many.elements() != GgufKind.F32) {
      throw wrong(key, "a list of 32-bit floats");
    }
    float[] out = new float[many.count()];
    read(
        many.offset(),
        in -> {
          for (int i = 0; i < out.length; i++) {
            out[i] = Float.intBitsToFloat(in.i32());
          }
        });
    return out;
  }

  /// Short texts and numbers, written out to be shown; of lists their length.
  public Map<String, String> shown() {
    Map<String, String> shown = new LinkedHashMap<>();
    values.forEach(
        (key, value) ->
            shown.put(
                key,
                switch (value) {
                  case GgufValue.Text t -> t.value();
                  case GgufValue.LongText t -> "(a long text)";
                  case GgufValue.Whole n -> Long.toString(n.value());
                  case GgufValue.Real x -> Double.toString(x.value());
                  case GgufValue.Truth b -> Boolean.toString(b.value());
                  case GgufValue.Many m -> "(a list of " + m.count() + ")";
                }));
    return shown;
  }

  @FunctionalInterface
  private interface Reading {
    void from(GgufInput in) throws IOException;
  }

  private void read(long offset, Reading reading) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      reading.from(new GgufInput(file, channel, offset, channel.size(), null));
    } catch (IOException e) {
      throw Words.unreadable(file, e);
    }
  }

  private GgufValue.Many list(String key) {
    if (value(key) instanceof GgufValue.Many many) {
      return many;
    }
    throw wrong(key, "a list");
  }

  private GgufValue value(String key) {
    @Nullable GgufValue value = values.get(key);
    if (value == null) {
      throw new Problem(
          Code.CONFIG,
          "The file " + Words.name(file) + " does not say " + key + ", which is needed.",
          "Convert the model again with a recent version of its converter.");
    }
    return value;
  }

  private Problem wrong(String key, String wanted) {
    return new Problem(
        Code.CONFIG,
        "In " + Words.name(file) + " the value of " + Words.quote(key) + " is not " + wanted + ".",
        "Download the file again; if it stays like this, ask whoever made it.");
  }
}
