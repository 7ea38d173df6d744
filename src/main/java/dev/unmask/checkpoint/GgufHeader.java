package dev.unmask.checkpoint;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The header of a GGUF file: magic, version, notes, places of tensors.
///
/// Makes the checks of the reference reader before anything is sized by what the file says, and
/// bounds what it leaves open. Files of version 2 are laid out as those of version 3 and are read
/// too.
///
/// @param bytes of the header, without the padding after it
/// @param notes by key, in the order of the file
/// @param tensors in the order of the file
/// @param sha256 of the header
/// @see "ggml, docs/gguf.md and src/gguf.cpp"
record GgufHeader(
    long bytes, SequencedMap<String, GgufValue> notes, List<GgufTensor> tensors, String sha256) {

  /// The longest header that is read; the longest published ones have about 20 MB.
  static final long LONGEST = 100_000_000;

  private static final int MAGIC = 0x46554747; // "GGUF"
  private static final int MOST_NOTES = 8_192;
  private static final int LONGEST_KEY = 512;
  private static final int LONGEST_NAME = 63; // GGML_MAX_NAME - 1
  private static final int MOST_DIMENSIONS = 4; // GGML_MAX_DIMS
  private static final int DEEPEST_LIST = 4;
  private static final long LARGEST_ALIGNMENT = 1 << 20;

  static GgufHeader read(Path file, FileChannel channel, long size, HeaderBudget budget)
      throws IOException {
    GgufInput in = new GgufInput(file, channel, 0, Math.min(size, LONGEST), Sha256.digest());
    return new Reading(file, size, in, budget).read();
  }

  /// What is known while the header is read.
  private static final class Reading {
    private final Path file;
    private final long size;
    private final GgufInput in;
    private final HeaderBudget budget;
    private final SequencedMap<String, GgufValue> notes = new LinkedHashMap<>();
    private final List<GgufTensor> tensors = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    Reading(Path file, long size, GgufInput in, HeaderBudget budget) {
      this.file = file;
      this.size = size;
      this.in = in;
      this.budget = budget;
    }

    GgufHeader read() throws IOException {
      require(size >= 24, "it is shorter than the 24 bytes it has to begin with");
      require(in.i32() == MAGIC, "it does not begin with GGUF");
      version(in.i32());
      // A tensor takes at least 24 bytes of the header and a note 13.
      long tensorCount = in.count(24, "tensors");
      require(
          tensorCount <= HeaderBudget.TENSORS,
          "it lists more than " + HeaderBudget.TENSORS + " tensors");
      long noteCount = in.count(13, "notes");
      require(noteCount <= MOST_NOTES, "it holds more than " + MOST_NOTES + " notes");
      for (long i = 0; i < noteCount; i++) {
        note();
      }
      for (long i = 0; i < tensorCount; i++) {
        tensors.add(tensor());
      }
      long bytes = in.position();
      String sha256 = in.sha256();
      List<GgufTensor> placed = placed(bytes, alignment());
      return new GgufHeader(bytes, notes, placed, sha256);
    }

    private void version(int version) {
      if (version == 2 || version == 3) {
        return;
      }
      boolean bigEndian = Integer.reverseBytes(version) > 0 && Integer.reverseBytes(version) < 64;
      String name = Words.name(file);
      throw new Problem(
          Code.FORMAT,
          bigEndian
              ? name + " is a GGUF file for big-endian machines, which is not supported."
              : name
                  + " is a GGUF file of version "
                  + Integer.toUnsignedString(version)
                  + ", which is not supported.",
          "Supported is version 3, little-endian: convert the model again.");
    }

    private void note() throws IOException {
      String key = in.text(LONGEST_KEY, "key of a note");
      require(!key.isEmpty(), "it has a note without a key");
      budget.text(file, key);
      GgufKind kind = kind();
      GgufValue value = value(kind, key);
      require(
          notes.put(key, value) == null, "it has the key " + Words.quote(key) + " more than once");
    }

    private GgufKind kind() throws IOException {
      int number = in.i32();
      GgufKind[] kinds = GgufKind.values();
      require(
          number >= 0 && number < kinds.length,
          "it has a note of the unknown kind " + Integer.toUnsignedString(number));
      return kinds[number];
    }

    private GgufValue value(GgufKind kind, String key) throws IOException {
      return switch (kind) {
        case U8 -> new GgufValue.Whole(in.u8());
        case I8 -> new GgufValue.Whole((byte) in.u8());
        case U16 -> new GgufValue.Whole(in.u8() | (in.u8() << 8));
        case I16 -> new GgufValue.Whole((short) (in.u8() | (in.u8() << 8)));
        case U32 -> new GgufValue.Whole(Integer.toUnsignedLong(in.i32()));
        case I32 -> new GgufValue.Whole(in.i32());
        case I64 -> new GgufValue.Whole(in.i64());
        case U64 -> {
          long n = in.i64();
          require(n >= 0, "the value of " + Words.quote(key) + " is larger than any real one");
          yield new GgufValue.Whole(n);
        }
        case F32 -> {
          float f = Float.intBitsToFloat(in.i32());
          yield new GgufValue.Real(Double.parseDouble(Float.toString(f)));
        }
        case F64 -> new GgufValue.Real(Double.longBitsToDouble(in.i64()));
        case BOOL -> new GgufValue.Truth(truth());
        case TEXT -> text(key);
        case LIST -> list(key);
      };
    }

    private boolean truth() throws IOException {
      int b = in.u8();
      require(b <= 1, "it has a truth value that is neither 0 nor 1");
      return b == 1;
    }

    private GgufValue text(String key) throws IOException {
      long offset = in.position();
      long n = in.count(1, "bytes of text");
      require(n <= GgufNotes.LONGEST, "the value of " + Words.quote(key) + " is too long");
      if (n > GgufNotes.SHORT) {
        in.skip(n);
        return new GgufValue.LongText(offset);
      }
      String text = in.loose((int) n);
      budget.text(file, text);
      return new GgufValue.Text(text);
    }

    private GgufValue list(String key) throws IOException {
      GgufKind elements = kind();
      long count = in.count(elements.least(), "elements of " + Words.quote(key));
      require(count <= GgufNotes.MOST, "the list " + Words.quote(key) + " is too long");
      long offset = in.position();
      skip(elements, count, 1);
      return new GgufValue.Many(elements, (int) count, offset);
    }

    private void skip(GgufKind elements, long count, int depth) throws IOException {
      require(depth <= DEEPEST_LIST, "its lists nest deeper than " + DEEPEST_LIST);
      switch (elements) {
        case TEXT -> {
          for (long i = 0; i < count; i++) {
            in.skip(in.count(1, "bytes of text"));
          }
        }
        case LIST -> {
          for (long i = 0; i < count; i++) {
            GgufKind inner = kind();
            skip(inner, in.count(inner.least(), "elements of a list"), depth + 1);
          }
        }
        default -> in.skip(count * elements.least()); // at most the rest of the file: counted
      }
    }

    /// The offset is still counted from the beginning of the data.
    private GgufTensor tensor() throws IOException {
      String name = in.text(LONGEST_NAME, "name of a tensor");
      budget.tensor(file, name);
      require(!name.isEmpty() && names.add(name), name, "has no name of its own");
      int rank = in.i32();
      require(rank >= 0 && rank <= MOST_DIMENSIONS, name, "has more than 4 dimensions");
      long[] shape = new long[rank];
      for (int i = rank - 1; i >= 0; i--) {
        shape[i] = in.i64();
        require(shape[i] >= 0, name, "has a negative dimension");
      }
      int number = in.i32();
      @Nullable StoredType type = GgmlTypes.of(number);
      if (type == null) {
        throw new Problem(
            Code.FORMAT,
            "The tensor "
                + Words.quote(name)
                + " in "
                + Words.name(file)
                + " is stored as "
                + GgmlTypes.name(number)
                + ", which is not supported.",
            "Supported are F32, F16, BF16, Q8_0, Q4_0, Q4_1, Q5_0, Q5_1 and Q2_K to Q6_K: take"
                + " another quantisation of the model.");
      }
      return new GgufTensor(name, type, shape, in.i64(), bytes(name, type, shape));
    }

    private long bytes(String name, StoredType type, long[] shape) {
      require(
          shape.length == 0
              ? !type.quantised()
              : shape[shape.length - 1] % type.blockElements() == 0,
          name,
          "has rows that do not fill whole blocks of " + type);
      try {
        long elements = 1;
        for (long d : shape) {
          elements = Math.multiplyExact(elements, d);
        }
        return type.bytes(elements);
      } catch (ArithmeticException e) {
        throw Words.malformed(file, called(name) + "has a shape too large for any file", e);
      }
    }

    private long alignment() {
      GgufValue value = notes.getOrDefault("general.alignment", new GgufValue.Whole(32));
      long alignment = value instanceof GgufValue.Whole n ? n.value() : 0;
      require(
          alignment > 0 && alignment <= LARGEST_ALIGNMENT && Long.bitCount(alignment) == 1,
          "its alignment is not a power of two");
      return alignment;
    }

    /// Tensors where they lie in the file; none overlaps another or leaves the file.
    private List<GgufTensor> placed(long headerBytes, long alignment) {
      long data = (headerBytes + alignment - 1) / alignment * alignment;
      List<GgufTensor> placed = new ArrayList<>(tensors.size());
      for (GgufTensor t : tensors) {
        require(t.offset() >= 0 && t.offset() % alignment == 0, t.name(), "is not aligned");
        require(
            data <= size && t.offset() <= size - data && t.bytes() <= size - data - t.offset(),
            t.name(),
            "lies outside the file");
        placed.add(new GgufTensor(t.name(), t.type(), t.shape(), data + t.offset(), t.bytes()));
      }
      List<GgufTensor> inOrder = new ArrayList<>(placed);
      inOrder.sort(
          Comparator.comparingLong(GgufTensor::offset).thenComparingLong(GgufTensor::bytes));
      long end = 0;
      for (GgufTensor t : inOrder) {
        require(t.offset() >= end, t.name(), "overlaps the one before it");
        end = t.offset() + t.bytes();
      }
      return List.copyOf(placed);
    }

    private void require(boolean right, String otherwise) {
      if (!right) {
        throw Words.malformed(file, otherwise);
      }
    }

    private void require(boolean right, String tensor, String otherwise) {
      if (!right) {
        throw Words.malformed(file, called(tensor) + otherwise);
      }
    }

    private static String called(String tensor) {
      return "the tensor " + Words.quote(tensor) + " ";
    }
  }
}
