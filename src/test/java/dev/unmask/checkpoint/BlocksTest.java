package dev.unmask.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Quantised blocks become the very floats that ggml makes of them.
class BlocksTest {
  @TempDir Path folder;

  private static float[] decode(StoredType type, byte[] bytes) {
    int blocks = bytes.length / type.blockBytes();
    float[] floats = new float[blocks * type.blockElements()];
    TensorReader.decode(type, bytes, floats, blocks);
    return floats;
  }

  /// Bits, with every NaN as one: which NaN comes out of a computation is up to the processor.
  private static int[] bits(float[] floats) {
    int[] bits = new int[floats.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToIntBits(floats[i]);
    }
    return bits;
  }

  @TestFactory
  Stream<DynamicTest> asThePythonPackage() throws IOException {
    List<String> lines;
    try (InputStream in = BlocksTest.class.getResourceAsStream("blocks.txt")) {
      String all = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII);
      lines = all.lines().filter(l -> !l.startsWith("#")).toList();
    }
    assertEquals(13, lines.size());
    return lines.stream()
        .map(l -> l.split(" ", -1))
        .map(
            w ->
                DynamicTest.dynamicTest(
                    w[0],
                    () -> {
                      StoredType type = StoredType.valueOf(w[0]);
                      float[] expected = new float[w.length - 2];
                      for (int i = 0; i < expected.length; i++) {
                        expected[i] = Float.intBitsToFloat(HexFormat.fromHexDigits(w[i + 2]));
                      }
                      float[] mine = decode(type, HexFormat.of().parseHex(w[1]));
                      assertArrayEquals(bits(expected), bits(mine));
                    }));
  }

  @TestFactory
  Stream<DynamicTest> asTheDefinitionOfEachBlock() {
    Set<StoredType> types = EnumSet.allOf(StoredType.class);
    types.removeIf(t -> !t.quantised());
    assertEquals(10, types.size());
    return types.stream()
        .map(
            type ->
                DynamicTest.dynamicTest(
                    type.name(),
                    () -> {
                      Random random = new Random(type.blockBytes());
                      for (int i = 0; i < 2_000; i++) {
                        byte[] block = new byte[type.blockBytes()];
                        random.nextBytes(block); // any scale: subnormal, infinite, NaN
                        assertArrayEquals(
                            bits(SlowBlocks.decode(type, block)), bits(decode(type, block)));
                      }
                    }));
  }

  @Test
  void brainFloatsAreRoundedToNearestEven() {
    assertEquals((short) 0x3F80, TensorReader.brainFloat(1f));
    assertEquals((short) 0x3F80, TensorReader.brainFloat(Float.intBitsToFloat(0x3F808000)));
    assertEquals((short) 0x3F82, TensorReader.brainFloat(Float.intBitsToFloat(0x3F818000)));
    assertEquals((short) 0x3F81, TensorReader.brainFloat(Float.intBitsToFloat(0x3F808001)));
    assertEquals((short) 0x7F80, TensorReader.brainFloat(Float.MAX_VALUE));
    assertEquals((short) 0xFF80, TensorReader.brainFloat(Float.NEGATIVE_INFINITY));
    assertEquals((short) 0x7FC0, TensorReader.brainFloat(Float.intBitsToFloat(0x7F800001)));
    assertEquals((short) 0x8000, TensorReader.brainFloat(-0f));
  }

  /// Pieces of all threads together are the tensor, wherever one begins to read.
  @Test
  void largeTensorsAreReadInPieces() {
    StoredType type = StoredType.Q5_K;
    int rows = 999;
    long elements = rows * 256L;
    byte[] data = new byte[(int) type.bytes(elements)];
    new Random(5).nextBytes(data);
    byte[] shifted = new byte[data.length + 7];
    System.arraycopy(data, 0, shifted, 7, data.length);
    Path file = RawFile.write(folder.resolve("t.bin"), shifted);
    TensorEntry entry = new TensorEntry("t", type, new long[] {rows, 256}, file, 7, data.length);
    int[] expected = bits(decode(type, data));
    try (TensorReader reader = TensorReader.open(entry);
        Arena arena = Arena.ofShared()) {
      MemorySegment all = arena.allocate(4 * elements);
      reader.floats(0, all);
      assertArrayEquals(expected, bits(all.toArray(ValueLayout.JAVA_FLOAT)));

      float[] middle = new float[256 * 300 + 40];
      reader.floats(256 * 500, MemorySegment.ofArray(middle));
      assertArrayEquals(Arrays.copyOfRange(expected, 256 * 500, 256 * 800 + 40), bits(middle));

      short[] rounded = new short[(int) elements];
      reader.brainFloats(0, MemorySegment.ofArray(rounded));
      for (int i = 0; i < rounded.length; i++) {
        float wanted = Float.intBitsToFloat(expected[i]);
        float got = Float.intBitsToFloat(rounded[i] << 16);
        boolean nan = Float.isNaN(wanted) && Float.isNaN(got);
        assertTrue(nan || TensorReader.brainFloat(wanted) == rounded[i], "number " + i);
      }
      assertThrows(
          IllegalArgumentException.class,
          () -> reader.floats(256, MemorySegment.ofArray(new float[(int) elements])));
    }
  }

  @Test
  void aFileThatBecomesShorterIsSaid() {
    Path file = RawFile.write(folder.resolve("t.bin"), new byte[18 * 100]);
    TensorEntry entry =
        new TensorEntry("t", StoredType.Q4_0, new long[] {100, 32}, file, 0, 18 * 100);
    try (TensorReader reader = TensorReader.open(entry)) {
      RawFile.write(file, new byte[18 * 50]);
      Problem p =
          assertThrows(
              Problem.class, () -> reader.floats(0, MemorySegment.ofArray(new float[3_200])));
      assertEquals(Code.WEIGHTS_FILE, p.code());
      assertTrue(p.sentence().contains("became shorter"), p.sentence());
    }
  }

  @Test
  void integersAreNotNumbersToComputeWith() {
    TensorEntry entry =
        new TensorEntry("ids", StoredType.I64, new long[] {1}, folder.resolve("x"), 0, 8);
    assertEquals(Code.TENSOR, assertThrows(Problem.class, () -> TensorReader.open(entry)).code());
  }
}
