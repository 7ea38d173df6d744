package dev.unmask.checkpoint;

import dev.unmask.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The header of a safetensors file: 8 bytes little-endian length N, then N bytes of JSON.
///
/// Every check of the reference reader (`SafeTensors::read_metadata` and `Metadata::validate` of
/// the Rust crate), made while streaming and before anything is sized by what the file says; and
/// some that it leaves open: no key twice, bounded number and length of names.
///
/// @param bytes N
/// @param metadata the notes under `__metadata__`
/// @param tensors by name, in the order of the file
/// @param sha256 of the 8 + N bytes
record SafetensorsHeader(
    long bytes, Map<String, String> metadata, Map<String, TensorEntry> tensors, String sha256) {

  /// The reference reader accepts no longer header.
  static final long LONGEST = 100_000_000;

  static final String METADATA = "__metadata__";

  /// Reads and checks the header of a file of `size` bytes.
  ///
  /// @throws dev.unmask.problem.Problem WEIGHTS_FILE if it breaks a rule
  static SafetensorsHeader read(Path file, FileChannel channel, long size, HeaderBudget budget)
      throws IOException {
    if (size < 8) {
      throw Words.malformed(file, "it is shorter than the 8 bytes it has to begin with");
    }
    ByteBuffer prefix = ByteBuffer.allocate(9).order(ByteOrder.LITTLE_ENDIAN);
    while (prefix.hasRemaining() && channel.read(prefix, prefix.position()) > 0) {
      // a channel may give less than asked
    }
    prefix.flip();
    long n = prefix.getLong(0);
    if (n < 2 || n > Math.min(LONGEST, size - 8)) {
      throw Words.malformed(
          file,
          "it says that its header has "
              + Long.toUnsignedString(n)
              + " bytes, where 2 to "
              + Math.clamp(size - 8, 2, LONGEST)
              + " are possible");
    }
    if (prefix.limit() < 9 || prefix.get(8) != '{') {
      throw Words.malformed(file, "its header does not begin with {");
    }
    MessageDigest digest = Sha256.digest();
    digest.update(prefix.array(), 0, 8);
    return new Reading(file, size, 8 + n, budget)
        .read(new HeaderStream(channel, 8, 8 + n, digest), digest);
  }

  /// What is known while the header is read.
  private static final class Reading {
    private final Path file;
    private final long size;
    private final long dataBegin;
    private final HeaderBudget budget;
    private final List<TensorEntry> found = new ArrayList<>();
    private @Nullable Map<String, String> metadata;

    Reading(Path file, long size, long dataBegin, HeaderBudget budget) {
      this.file = file;
      this.size = size;
      this.dataBegin = dataBegin;
      this.budget = budget;
    }

    SafetensorsHeader read(HeaderStream in, MessageDigest digest) {
      try (JsonParser p = StrictJson.parser(in)) {
        require(p.nextToken() == JsonToken.START_OBJECT, "its header is not a JSON object");
        while (p.nextToken() == JsonToken.PROPERTY_NAME) {
          String name = p.currentName();
          if (name.equals(METADATA)) {
            require(metadata == null, "it has two " + METADATA + " entries");
            metadata = metadata(p);
          } else {
            tensor(p, name);
          }
        }
        require(p.nextToken() == null, "something follows its header's closing }");
      } catch (JacksonException e) {
        throw Words.malformed(file, "its header " + StrictJson.explain(e), e);
      }
      Map<String, TensorEntry> ordered = inOrder();
      Map<String, String> notes = metadata == null ? Map.of() : metadata;
      return new SafetensorsHeader(
          dataBegin - 8, Collections.unmodifiableMap(notes), ordered, Sha256.hex(digest));
    }

    private Map<String, String> metadata(JsonParser p) {
      Map<String, String> notes = new LinkedHashMap<>();
      JsonToken t = p.nextToken();
      if (t == JsonToken.VALUE_NULL) {
        return notes; // the reference reads an absent map
      }
      require(t == JsonToken.START_OBJECT, METADATA + " is not an object");
      while (p.nextToken() == JsonToken.PROPERTY_NAME) {
        String key = p.currentName();
        require(p.nextToken() == JsonToken.VALUE_STRING, METADATA + " holds more than text");
        String value = p.getString();
        budget.note(file, key, value);
        require(StrictJson.whole(value), METADATA + " is not UTF-8 text");
        require(
            notes.put(key, value) == null,
            METADATA + " has " + Words.quote(key) + " more than once");
      }
      return notes;
    }

    private void tensor(JsonParser p, String name) {
      budget.tensor(file, name);
      require(p.nextToken() == JsonToken.START_OBJECT, name, "is not described by an object");
      @Nullable StoredType dtype = null;
      long @Nullable [] shape = null;
      long @Nullable [] span = null;
      while (p.nextToken() == JsonToken.PROPERTY_NAME) {
        String key = p.currentName();
        JsonToken value = p.nextToken();
        switch (key) {
          case "dtype" -> {
            require(dtype == null, name, "has its dtype twice");
            require(value == JsonToken.VALUE_STRING, name, "has a dtype that is not a name");
            dtype = dtype(name, p.getString());
          }
          case "shape" -> {
            require(shape == null, name, "has its shape twice");
            shape = counts(p, value, name, "has a shape that is not a list of counts");
          }
          case "data_offsets" -> {
            require(span == null, name, "has its data_offsets twice");
            span = counts(p, value, name, "has data_offsets that are not two counts");
          }
          default -> p.skipChildren(); // as the reference does
        }
      }
      if (dtype == null || shape == null || span == null) {
        throw about(name, "lacks dtype, shape or data_offsets");
      }
      require(span.length == 2, name, "has data_offsets that are not two counts");
      if (span[0] > span[1] || span[1] > size - dataBegin) {
        throw about(name, "lies at " + span[0] + " to " + span[1] + ", outside the file's data");
      }
      long bytes = span[1] - span[0];
      long needed = bytes(dtype, shape, name);
      if (bytes != needed) {
        throw about(name, "has " + bytes + " bytes where its shape needs " + needed);
      }
      found.add(new TensorEntry(name, dtype, shape, file, dataBegin + span[0], bytes));
    }

    private StoredType dtype(String tensor, String text) {
      return StoredType.named(text)
          .orElseThrow(() -> about(tensor, "has the unknown dtype " + Words.quote(text)));
    }

    private long[] counts(JsonParser p, JsonToken start, String tensor, String otherwise) {
      require(start == JsonToken.START_ARRAY, tensor, otherwise);
      long[] counts = new long[4];
      int n = 0;
      for (JsonToken t = p.nextToken(); t != JsonToken.END_ARRAY; t = p.nextToken()) {
        budget.number(file, n + 1);
        counts = n < counts.length ? counts : Arrays.copyOf(counts, 2 * n);
        counts[n] = StrictJson.count(p, t);
        require(counts[n] >= 0, tensor, otherwise);
        n++;
      }
      return Arrays.copyOf(counts, n);
    }

    private long bytes(StoredType dtype, long[] shape, String tensor) {
      try {
        long elements = 1;
        for (long d : shape) {
          elements = Math.multiplyExact(elements, d);
        }
        require(elements % dtype.blockElements() == 0, tensor, "does not fill whole bytes");
        return dtype.bytes(elements);
      } catch (ArithmeticException e) {
        throw Words.malformed(file, called(tensor) + "has a shape too large for any file", e);
      }
    }

    /// Tensors must lie one after the other, without gap or overlap, up to the end of the file.
    private Map<String, TensorEntry> inOrder() {
      found.sort(
          Comparator.comparingLong(TensorEntry::offset)
              .thenComparingLong(TensorEntry::bytes)
              .thenComparing(TensorEntry::name));
      Map<String, TensorEntry> ordered = LinkedHashMap.newLinkedHashMap(found.size());
      long end = dataBegin;
      for (TensorEntry t : found) {
        require(ordered.put(t.name(), t) == null, t.name(), "is listed more than once");
        require(t.offset() <= end, t.name(), "leaves a gap before it");
        require(t.offset() >= end, t.name(), "overlaps the one before it");
        end = t.offset() + t.bytes();
      }
      if (end != size) {
        throw Words.malformed(
            file, "its tensors end at byte " + end + " while the file has " + size + " bytes");
      }
      return Collections.unmodifiableMap(ordered);
    }

    private void require(boolean right, String otherwise) {
      if (!right) {
        throw Words.malformed(file, otherwise);
      }
    }

    private void require(boolean right, String tensor, String otherwise) {
      if (!right) {
        throw about(tensor, otherwise);
      }
    }

    private Problem about(String tensor, String what) {
      return Words.malformed(file, called(tensor) + what);
    }

    private static String called(String tensor) {
      return "the tensor " + Words.quote(tensor) + " ";
    }
  }
}
