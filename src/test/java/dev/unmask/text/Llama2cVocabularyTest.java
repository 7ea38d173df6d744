package dev.unmask.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tokenizers of llama2.c.
class Llama2cVocabularyTest {
  private static final int SIZE = 264;

  @TempDir Path folder;

  private static byte[] file() {
    ByteBuffer out = ByteBuffer.allocate(1 << 14).order(ByteOrder.LITTLE_ENDIAN).putInt(8);
    put(out, 0, "<unk>");
    put(out, 0, "\n<s>\n");
    put(out, 0, "\n</s>\n");
    for (int b = 0; b < 256; b++) {
      put(out, 0, "<0x%02X>".formatted(b));
    }
    put(out, -1, " a");
    put(out, -2, "a");
    put(out, -3, " ");
    put(out, -4, "b");
    put(out, -5, "ab");
    return Arrays.copyOf(out.array(), out.position());
  }

  private static void put(ByteBuffer out, float score, String token) {
    byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
    out.putFloat(score).putInt(bytes.length).put(bytes);
  }

  @Test
  void realLayout() throws IOException {
    Files.write(folder.resolve("tok" + SIZE + ".bin"), file());
    TokenListTokenizer t = TokenListTokenizer.open(Llama2cVocabulary.beside(folder, SIZE));
    assertEquals(SIZE, t.size());
    assertEquals(1, t.special().bos().getAsInt());
    assertEquals(2, t.special().eos().getAsInt());
    assertTrue(t.startsWithBos());
    assertArrayEquals(new int[] {259, 262}, t.encode("ab"));
    assertArrayEquals(new int[] {259, 3 + 0xC3, 3 + 0xA9, 3 + '\n'}, t.encode("aé\n"));
    assertEquals("aé\n", t.decode(t.encode("aé\n")));
    assertArrayEquals(new int[] {1, 259, 2}, t.encodeTemplate("<s>a</s>"));
    assertEquals("a", t.decodePlain(new int[] {1, 259, 2}));
  }

  private Problem refused(byte[] content) throws IOException {
    Path file = Files.write(folder.resolve("tokenizer.bin"), content);
    Problem p = assertThrows(Problem.class, () -> Llama2cVocabulary.read(file, SIZE));
    assertEquals(Code.TOKENIZER, p.code());
    return p;
  }

  @Test
  void attacks() throws IOException {
    byte[] good = file();
    for (int cut = 1; cut < good.length; cut += 61) {
      refused(Arrays.copyOf(good, good.length - cut));
    }
    assertTrue(refused(Arrays.copyOf(good, good.length + 1)).sentence().contains("more than"));
    assertTrue(refused(with(good, 0, 0)).sentence().contains("of 0 bytes"));
    assertTrue(refused(with(good, 0, 1 << 30)).sentence().contains("bytes"));
    for (int length : new int[] {-1, 9, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      assertTrue(refused(with(good, 8, length)).sentence().contains("impossible length"));
    }
    refused(new byte[0]);
    Problem p =
        assertThrows(Problem.class, () -> Llama2cVocabulary.beside(folder.resolve("none"), 7));
    assertTrue(p.sentence().contains("tok7.bin"), p.sentence());
  }

  private static byte[] with(byte[] good, int at, int value) {
    byte[] bad = good.clone();
    ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
    return bad;
  }

  @Test
  void fiveHundredMutations() throws IOException {
    byte[] good = file();
    Random random = new Random(11);
    int refused = 0;
    for (int i = 0; i < 500; i++) {
      byte[] bad = good.clone();
      bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      Path file = Files.write(folder.resolve("tokenizer.bin"), bad);
      try {
        TokenListTokenizer.open(Llama2cVocabulary.read(file, SIZE)).encode("a b ab é");
      } catch (Problem p) {
        refused++;
        assertTrue(p.sentence().endsWith("."), p.sentence());
      }
    }
    assertTrue(refused > 50 && refused < 500, refused + " of 500 refused");
  }
}
