package dev.unmask.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is written into a GGUF file is read from it.
class GgufFileTest {
  @TempDir Path folder;

  private GgufFile open(GgufBytes bytes) {
    return GgufFile.open(bytes.write(folder.resolve("m.gguf")));
  }

  @Test
  void everyKindOfNoteIsRead() {
    String longText = "é".repeat(5_000);
    GgufNotes n =
        open(new GgufBytes()
                .raw("u8", 0, new byte[] {-1})
                .raw("i8", 1, new byte[] {-1})
                .raw("u16", 2, new byte[] {-1, -1})
                .raw("i16", 3, new byte[] {-2, -1})
                .raw("u32", 4, GgufBytes.ints(-1))
                .raw("i32", 5, GgufBytes.ints(-7))
                .real("f32", 1e-5f)
                .truth("yes", true)
                .truth("no", false)
                .text("short", "naïve")
                .text("long", longText)
                .raw("u64", 10, GgufBytes.longs(1L << 40))
                .raw("i64", 11, GgufBytes.longs(-5))
                .raw("f64", 12, GgufBytes.longs(Double.doubleToLongBits(0.1)))
                .texts("words", List.of("a", "", longText))
                .numbers("numbers", 1, -2, 3)
                .raw(
                    "bytes",
                    9,
                    GgufBytes.join(GgufBytes.ints(0), GgufBytes.longs(2), new byte[] {5, -1}))
                .reals("reals", 1.5f, -2f))
            .notes();
    assertEquals(255, n.whole("u8"));
    assertEquals(-1, n.whole("i8"));
    assertEquals(65_535, n.whole("u16"));
    assertEquals(-2, n.whole("i16"));
    assertEquals(4_294_967_295L, n.whole("u32"));
    assertEquals(-7, n.whole("i32"));
    assertEquals(1e-5, n.number("f32")); // as written, not 9.999999747378752E-6
    assertTrue(n.truth("yes", false));
    assertEquals(false, n.truth("no", true));
    assertTrue(n.truth("absent", true));
    assertEquals("naïve", n.text("short"));
    assertEquals(longText, n.text("long"));
    assertEquals(1L << 40, n.whole("u64"));
    assertEquals(-5, n.whole("i64"));
    assertEquals(0.1, n.number("f64"));
    assertEquals(List.of("a", "", longText), n.texts("words"));
    assertArrayEquals(new int[] {1, -2, 3}, n.wholes("numbers"));
    assertArrayEquals(new int[] {5, 255}, n.wholes("bytes"));
    assertArrayEquals(new float[] {1.5f, -2f}, n.floats("reals"));
    assertEquals("(a list of 3)", n.shown().get("words"));
  }

  @Test
  void wrongKindsAreSaidWithFileAndKey() {
    GgufNotes n =
        open(new GgufBytes().text("a", "x").number("b", -1).texts("c", List.of())).notes();
    for (Problem p :
        List.of(
            assertThrows(Problem.class, () -> n.whole("a")),
            assertThrows(Problem.class, () -> n.number("a")),
            assertThrows(Problem.class, () -> n.truth("a", true)),
            assertThrows(Problem.class, () -> n.texts("a")))) {
      assertEquals(Code.CONFIG, p.code());
      assertTrue(p.sentence().contains("m.gguf") && p.sentence().contains("\"a\""), p.sentence());
    }
    assertThrows(Problem.class, () -> n.count("b"));
    assertThrows(Problem.class, () -> n.text("b"));
    assertThrows(Problem.class, () -> n.wholes("c"));
    assertThrows(Problem.class, () -> n.floats("c"));
    Problem absent = assertThrows(Problem.class, () -> n.text("tokenizer.ggml.model"));
    assertTrue(absent.sentence().contains("does not say tokenizer.ggml.model"));
  }

  @Test
  void tensorsAreWhereTheyAre() throws IOException {
    byte[] a = GgufBytes.floats(1, 2, 3, 4, 5, 6);
    byte[] b = new byte[36];
    b[0] = 42;
    GgufBytes bytes =
        new GgufBytes()
            .alignment(64)
            .tensor("a", 0, new long[] {3, 2}, a)
            .tensor("b", 2, new long[] {32, 2}, b)
            .tensor("c", 30, new long[] {}, new byte[] {1, 2})
            .tensor("none", 1, new long[] {0, 7}, new byte[0]);
    GgufFile file = open(bytes);
    List<GgufTensor> t = file.tensors();
    assertEquals(List.of("a", "b", "c", "none"), t.stream().map(GgufTensor::name).toList());
    assertArrayEquals(new long[] {2, 3}, t.get(0).shape());
    assertEquals(StoredType.F32, t.get(0).type());
    assertEquals(24, t.get(0).bytes());
    assertEquals(StoredType.Q4_0, t.get(1).type());
    assertEquals(36, t.get(1).bytes());
    assertEquals(2, t.get(2).bytes());
    assertEquals(0, t.get(3).bytes());
    byte[] all = bytes.bytes();
    for (GgufTensor one : t) {
      assertEquals(0, one.offset() % 64);
    }
    assertEquals(42, all[(int) t.get(1).offset()]);
    assertTrue(file.stamp().unchanged());
    all[30]++;
    RawFile.write(file.file(), all);
    assertEquals(false, file.stamp().unchanged());
  }

  @Test
  void versionTwoIsLaidOutAlike() {
    assertEquals("x", open(new GgufBytes().version(2).text("a", "x")).notes().text("a"));
  }

  @Test
  void aFileOfFourGigabytesOpensAtOnce() throws IOException {
    long rows = 1L << 20;
    Path file = folder.resolve("large.gguf");
    byte[] header = new GgufBytes().tensor("w", 0, new long[] {1024, rows}, new byte[0]).bytes();
    RawFile.write(file, header);
    try (FileChannel c = FileChannel.open(file, StandardOpenOption.WRITE)) {
      c.write(ByteBuffer.allocate(1), header.length + 4096 * rows - 1); // a hole takes no room
    }
    GgufFile.open(file); // classes are loaded
    long begin = System.nanoTime();
    assertEquals(4096 * rows, GgufFile.open(file).tensors().getFirst().bytes());
    long millis = (System.nanoTime() - begin) / 1_000_000;
    assertTrue(millis < 500, millis + " ms");
  }
}
