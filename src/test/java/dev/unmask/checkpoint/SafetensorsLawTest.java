package dev.unmask.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/// Laws of the format: what is written is read, and no damage is worse than a refusal.
class SafetensorsLawTest {
  /// Does not wait for the disk itself, which takes its time hundreds of times over.
  private static final Disk UNHURRIED =
      new Disk() {
        @Override
        void force(FileChannel channel) {}

        @Override
        void forceFolder(Path folder) {}
      };

  private static Path folder = Path.of(".");
  private static Path file = folder;

  @BeforeContainer
  static void makeFolder() throws IOException {
    folder = Files.createTempDirectory("laws");
    file = folder.resolve("m.safetensors");
  }

  @AfterContainer
  static void removeFolder() throws IOException {
    Files.deleteIfExists(file);
    Files.delete(folder);
  }

  record Tensor(String name, StoredType dtype, long[] shape, byte[] data) {}

  @Provide
  Arbitrary<List<Tensor>> tensors() {
    Arbitrary<String> names =
        Arbitraries.strings().all().ofMaxLength(20).filter(n -> StrictJson.whole(n));
    Arbitrary<StoredType> types =
        Arbitraries.of(StoredType.class).filter(d -> d.blockElements() == 1);
    Arbitrary<long[]> shapes = Arbitraries.longs().between(0, 5).array(long[].class).ofMaxSize(4);
    Arbitrary<Tensor> one =
        Combinators.combine(names, types, shapes, Arbitraries.longs())
            .as(
                (name, type, shape, seed) -> {
                  long n = type.bytes(Arrays.stream(shape).reduce(1, (a, b) -> a * b));
                  byte[] data = new byte[(int) n];
                  new Random(seed).nextBytes(data);
                  return new Tensor(name, type, shape, data);
                });
    return one.list().ofMaxSize(12).uniqueElements(Tensor::name);
  }

  @Property(tries = 300)
  void writtenIsRead(
      @ForAll("tensors") List<Tensor> tensors, @ForAll Map<@AlphaChars String, Integer> notes)
      throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter();
    notes.forEach((k, v) -> writer.metadata(k, "“" + v + "”"));
    for (Tensor t : tensors) {
      int cut = t.data().length / 3; // in two parts, one of them direct
      ByteBuffer direct = ByteBuffer.allocateDirect(cut).put(t.data(), 0, cut).flip();
      ByteBuffer rest = ByteBuffer.wrap(t.data(), cut, t.data().length - cut);
      writer.tensor(t.name(), t.dtype(), t.shape(), List.of(direct, rest));
    }
    writer.write(new AtomicFile(file, UNHURRIED));

    WeightsFile read = WeightsFile.open(file);
    byte[] all = Files.readAllBytes(file);
    assertEquals(writer.size(), all.length);
    assertEquals(tensors.size(), read.tensors().size());
    notes.forEach((k, v) -> assertEquals("“" + v + "”", read.metadata().get(k)));
    for (Tensor t : tensors) {
      TensorEntry e = read.require(t.name());
      assertEquals(t.dtype(), e.dtype());
      assertArrayEquals(t.shape(), e.shape());
      assertTrue(e.aligned(), e.description());
      int begin = (int) e.offset();
      assertArrayEquals(t.data(), Arrays.copyOfRange(all, begin, begin + (int) e.bytes()));
    }
  }

  @Property(tries = 50)
  void theOrderOfCallsDoesNotMatter(@ForAll("tensors") List<Tensor> tensors, @ForAll Random random)
      throws IOException {
    byte[] one = written(tensors);
    List<Tensor> shuffled = new ArrayList<>(tensors);
    Collections.shuffle(shuffled, random);
    assertArrayEquals(one, written(shuffled));
  }

  private static byte[] written(List<Tensor> tensors) throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter();
    tensors.forEach(t -> writer.tensor(t.name(), t.dtype(), t.shape(), ByteBuffer.wrap(t.data())));
    writer.write(new AtomicFile(file, UNHURRIED));
    return Files.readAllBytes(file);
  }

  /// A small valid file: two tensors, an empty one, notes, padding.
  private static byte[] sample() {
    String header =
        "{\"__metadata__\":{\"format\":\"pt\"},"
            + RawFile.tensor("a.weight", "F32", "[2,2]", "[0,16]")
            + ","
            + RawFile.tensor("b", "BF16", "[3]", "[16,22]")
            + ","
            + RawFile.tensor("é", "I64", "[0,7]", "[22,22]")
            + "}   ";
    return RawFile.bytes(header, 22);
  }

  @Example
  void everyTruncationIsRefused() {
    byte[] whole = sample();
    assertEquals(3, WeightsFile.open(RawFile.write(file, whole)).tensors().size());
    for (int n = 0; n < whole.length; n++) {
      RawFile.write(file, Arrays.copyOf(whole, n));
      assertThrows(Problem.class, () -> WeightsFile.open(file), "cut to " + n + " bytes");
    }
  }

  @Example
  void everyChangedByteOfAHeaderIsRefusedOrReadConsistently() {
    byte[] whole = sample();
    int header = whole.length - 22;
    int refused = 0;
    for (int at = 0; at < header; at++) {
      for (int flip = 1; flip < 256; flip = flip < 128 ? flip * 2 : flip + 127) {
        byte[] changed = whole.clone();
        changed[at] ^= (byte) flip;
        refused += openOrRefuse(changed) ? 0 : 1;
      }
    }
    assertTrue(refused > header * 5, "most changes are seen: " + refused);
  }

  @Property(tries = 2_000)
  void randomDamageIsRefusedOrReadConsistently(@ForAll Random random) {
    byte[] changed = sample();
    for (int i = random.nextInt(4); i >= 0; i--) {
      changed = damage(changed, random);
    }
    openOrRefuse(changed);
  }

  private static byte[] damage(byte[] bytes, Random random) {
    if (bytes.length == 0) {
      return new byte[] {(byte) random.nextInt()};
    }
    int at = random.nextInt(bytes.length);
    int n = random.nextInt(Math.min(16, bytes.length - at) + 1);
    byte[] out;
    switch (random.nextInt(5)) {
      case 0 -> { // other bytes
        out = bytes.clone();
        for (int i = at; i < at + n; i++) {
          out[i] = (byte) random.nextInt();
        }
      }
      case 1 -> { // a part twice
        out = Arrays.copyOf(bytes, bytes.length + n);
        System.arraycopy(bytes, at, out, at + n, bytes.length - at);
      }
      case 2 -> { // a part missing
        out = Arrays.copyOf(bytes, bytes.length - n);
        System.arraycopy(bytes, at + n, out, at, bytes.length - at - n);
      }
      case 3 -> { // a part elsewhere
        out = bytes.clone();
        System.arraycopy(bytes, at, out, random.nextInt(bytes.length - n + 1), n);
      }
      default -> { // another digit or letter of JSON, so that it often stays JSON
        out = bytes.clone();
        out[at] = (byte) "0123456789-,:{}[]\" ".charAt(random.nextInt(19));
      }
    }
    return out;
  }

  /// Whether the bytes were accepted; if so, every entry must lie in the file and fit its shape.
  private static boolean openOrRefuse(byte[] bytes) {
    RawFile.write(file, bytes);
    @Nullable WeightsFile read;
    try {
      read = WeightsFile.open(file);
    } catch (Problem p) {
      assertTrue(p.sentence().endsWith("."), p.sentence());
      return false;
    }
    long end = read.stamp().headBytes();
    for (TensorEntry t : read.tensors().values()) {
      assertEquals(end, t.offset(), "no gap, no overlap");
      assertEquals(t.dtype().bytes(t.elements()), t.bytes());
      end += t.bytes();
    }
    assertEquals(bytes.length, end);
    return true;
  }
}
