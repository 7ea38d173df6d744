package dev.unmask.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Malformed GGUF files are refused in words, at once, and never crash anything.
class GgufAttackTest {
  @TempDir Path folder;

  private record Attack(String name, byte[] file, Code code, String says) {}

  private static byte[] header(long tensors, long notes, byte[]... rest) {
    return GgufBytes.join(
        "GGUF".getBytes(StandardCharsets.US_ASCII),
        GgufBytes.ints(3),
        GgufBytes.longs(tensors, notes),
        GgufBytes.join(rest),
        new byte[256]);
  }

  private static byte[] info(String name, int type, long offset, long... dimensions) {
    return GgufBytes.join(
        GgufBytes.string(name),
        GgufBytes.ints(dimensions.length),
        GgufBytes.longs(dimensions),
        GgufBytes.ints(type),
        GgufBytes.longs(offset));
  }

  private static byte[] nested(int depth) {
    byte[] list = GgufBytes.join(GgufBytes.ints(0), GgufBytes.longs(0));
    for (int i = 1; i < depth; i++) {
      list = GgufBytes.join(GgufBytes.ints(9), GgufBytes.longs(1), list);
    }
    return list;
  }

  private static Attack wrong(String name, String says, byte[] file) {
    return new Attack(name, file, Code.WEIGHTS_FILE, says);
  }

  private static Attack foreign(String name, String says, byte[] file) {
    return new Attack(name, file, Code.FORMAT, says);
  }

  private static List<Attack> files() {
    byte[] good =
        new GgufBytes().text("a", "b").tensor("t", 0, new long[] {1}, new byte[4]).bytes();
    return List.of(
        wrong("magic only", "shorter than", "GGUF".getBytes(StandardCharsets.US_ASCII)),
        wrong(
            "other magic",
            "begin with GGUF",
            GgufBytes.join(new byte[] {'G', 'G', 'U', 'X'}, new byte[60])),
        foreign("version 1", "version 1,", new GgufBytes().version(1).bytes()),
        foreign("version 4", "version 4,", new GgufBytes().version(4).bytes()),
        foreign(
            "big endian", "big-endian", new GgufBytes().version(Integer.reverseBytes(3)).bytes()),
        wrong("2^63 tensors", "more than the rest", header(Long.MIN_VALUE, 0)),
        wrong("2^40 tensors", "more than the rest", header(1L << 40, 0)),
        wrong("2^64 - 1 notes", "more than the rest", header(0, -1)),
        wrong(
            "many notes",
            "more than 8192 notes",
            GgufBytes.join(header(0, 8_193), new byte[200_000])),
        wrong("key of 2^62 bytes", "more than the rest", header(0, 1, GgufBytes.longs(1L << 62))),
        wrong("key of negative length", "more than the rest", header(0, 1, GgufBytes.longs(-1))),
        wrong("long key", "more than 512", new GgufBytes().number("k".repeat(513), 1).bytes()),
        wrong("no key", "without a key", new GgufBytes().number("", 1).bytes()),
        wrong(
            "key that is not UTF-8",
            "not UTF-8",
            header(0, 1, GgufBytes.longs(1), new byte[] {-1}, GgufBytes.ints(4, 0))),
        wrong("key twice", "more than once", new GgufBytes().number("a", 1).number("a", 1).bytes()),
        wrong("unknown kind", "unknown kind 13", new GgufBytes().raw("a", 13, new byte[8]).bytes()),
        wrong("negative kind", "unknown kind", new GgufBytes().raw("a", -1, new byte[8]).bytes()),
        wrong("truth of 2", "neither 0 nor 1", new GgufBytes().raw("a", 7, new byte[] {2}).bytes()),
        wrong("2^64 - 1", "larger than", new GgufBytes().raw("a", 10, GgufBytes.longs(-1)).bytes()),
        wrong(
            "text longer than the file",
            "more than the rest",
            new GgufBytes().raw("a", 8, GgufBytes.longs(1 << 20)).bytes()),
        wrong("text of 5 MB", "too long", new GgufBytes().text("a", "x".repeat(5 << 20)).bytes()),
        wrong(
            "list of 2^61 longs",
            "more than the rest",
            new GgufBytes()
                .raw("a", 9, GgufBytes.join(GgufBytes.ints(10), GgufBytes.longs(1L << 61)))
                .bytes()),
        wrong(
            "list longer than any",
            "too long",
            new GgufBytes()
                .raw(
                    "a",
                    9,
                    GgufBytes.join(GgufBytes.ints(0), GgufBytes.longs(3 << 20), new byte[3 << 20]))
                .bytes()),
        wrong(
            "texts that do not end",
            "more than the rest",
            new GgufBytes()
                .raw(
                    "a",
                    9,
                    GgufBytes.join(GgufBytes.ints(8), GgufBytes.longs(3), GgufBytes.longs(1 << 30)))
                .bytes()),
        wrong(
            "lists in lists in lists",
            "nest deeper",
            new GgufBytes().raw("a", 9, nested(6)).bytes()),
        wrong(
            "alignment 0", "power of two", new GgufBytes().number("general.alignment", 0).bytes()),
        wrong(
            "alignment 24",
            "power of two",
            new GgufBytes().number("general.alignment", 24).bytes()),
        wrong(
            "alignment 2^31",
            "power of two",
            new GgufBytes().number("general.alignment", 1 << 31).bytes()),
        wrong(
            "alignment text",
            "power of two",
            new GgufBytes().text("general.alignment", "32").bytes()),
        wrong("name of 64 bytes", "more than 63", header(1, 0, info("n".repeat(64), 0, 0, 1))),
        wrong("no name", "name of its own", header(1, 0, info("", 0, 0, 1))),
        wrong(
            "name twice", "name of its own", header(2, 0, info("t", 0, 0, 1), info("t", 0, 32, 1))),
        wrong("5 dimensions", "more than 4", header(1, 0, info("t", 0, 0, 1, 1, 1, 1, 1))),
        wrong(
            "2^31 dimensions",
            "more than 4",
            header(1, 0, GgufBytes.string("t"), GgufBytes.ints(-1))),
        wrong("negative dimension", "negative", header(1, 0, info("t", 0, 0, -4))),
        wrong("overflow", "too large", header(1, 0, info("t", 0, 0, 1L << 32, 1L << 32))),
        wrong("overflow in bytes", "too large", header(1, 0, info("t", 0, 0, 1L << 62))),
        foreign("IQ4_XS", "stored as IQ4_XS", header(1, 0, info("t", 23, 0, 256))),
        foreign("unknown type", "type 99", header(1, 0, info("t", 99, 0, 1))),
        wrong("half a block", "whole blocks", header(1, 0, info("t", 2, 0, 48))),
        wrong("scalar of blocks", "whole blocks", header(1, 0, info("t", 8, 0))),
        wrong("unaligned", "not aligned", header(1, 0, info("t", 0, 4, 1))),
        wrong("negative offset", "not aligned", header(1, 0, info("t", 0, -32, 1))),
        wrong("offset of 2^62", "outside the file", header(1, 0, info("t", 0, 1L << 62, 1))),
        wrong("offset past the end", "outside the file", header(1, 0, info("t", 0, 1 << 20, 1))),
        wrong("longer than the file", "outside the file", header(1, 0, info("t", 0, 0, 1 << 20))),
        wrong("overlap", "overlaps", header(2, 0, info("a", 0, 0, 16), info("b", 0, 32, 1))),
        wrong("the same place", "overlaps", header(2, 0, info("a", 0, 0, 1), info("b", 0, 0, 1))),
        wrong("ends in the header", "does not end", Arrays.copyOf(good, 40)),
        wrong("ends in the data", "outside the file", Arrays.copyOf(good, good.length - 32)));
  }

  @TestFactory
  Stream<DynamicTest> attacks() {
    return files().stream()
        .map(
            a ->
                DynamicTest.dynamicTest(
                    a.name(),
                    () -> {
                      Path file = RawFile.write(folder.resolve("m.gguf"), a.file());
                      Problem p = Quickly.refused(() -> GgufFile.open(file));
                      assertEquals(a.code(), p.code(), p.sentence());
                      assertTrue(p.sentence().contains(a.says()), p.sentence());
                      assertTrue(p.sentence().contains("m.gguf"), p.sentence());
                    }));
  }

  /// A small model with all that a real one has.
  static byte[] sample() {
    return new GgufBytes()
        .text("general.architecture", "llama")
        .number("llama.block_count", 1)
        .number("llama.context_length", 8)
        .number("llama.embedding_length", 4)
        .number("llama.feed_forward_length", 4)
        .number("llama.attention.head_count", 2)
        .numbers("llama.attention.head_count_kv", 1)
        .real("llama.attention.layer_norm_rms_epsilon", 1e-5f)
        .real("llama.rope.freq_base", 10_000)
        .text("tokenizer.ggml.model", "llama")
        .texts("tokenizer.ggml.tokens", List.of("<unk>", "<s>", "</s>", "▁a", "b"))
        .reals("tokenizer.ggml.scores", 0, 0, 0, -1, -2)
        .numbers("tokenizer.ggml.token_type", 2, 3, 3, 1, 1)
        .number("tokenizer.ggml.bos_token_id", 1)
        .tensor("token_embd.weight", 0, new long[] {4, 5}, new byte[80])
        .tensor("rope_freqs.weight", 0, new long[] {1}, GgufBytes.floats(2))
        .tensor("blk.0.attn_q.weight", 1, new long[] {4, 4}, new byte[32])
        .tensor("blk.0.ffn_up.weight", 30, new long[] {4, 4}, new byte[32])
        .bytes();
  }

  /// Random damage is either harmless or refused in words; nothing else comes out.
  @Test
  void fiveHundredMutations() {
    Random random = new Random(42);
    byte[] good = sample();
    int refused = 0;
    for (int i = 0; i < 500; i++) {
      byte[] bad = mutated(good, random);
      Path file = RawFile.write(folder.resolve("m.gguf"), bad);
      String what = "mutation " + i;
      try {
        CheckpointFolder c = CheckpointFolder.open(file);
        for (TensorEntry t : c.tensors().values()) {
          assertTrue(t.offset() >= 0 && t.bytes() <= bad.length - t.offset(), what);
        }
      } catch (Problem p) {
        refused++;
        assertTrue(p.sentence().endsWith("."), what + ": " + p.sentence());
      }
    }
    assertTrue(refused > 250 && refused < 500, refused + " of 500 refused");
  }

  static byte[] mutated(byte[] good, Random random) {
    byte[] bad = good.clone();
    ByteBuffer b = ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN);
    for (int n = random.nextInt(3); n >= 0; n--) {
      int at = random.nextInt(bad.length - 8);
      switch (random.nextInt(5)) {
        case 0 -> bad[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bad[at] = (byte) random.nextInt();
        case 2 -> b.putInt(at, random.nextInt());
        case 3 -> b.putLong(at, random.nextLong());
        default -> bad = Arrays.copyOf(bad, 16 + random.nextInt(bad.length - 16));
      }
      b = ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN);
    }
    return bad;
  }

  /// A header of 100 MB made to be remembered.
  @Test
  void expensiveHeadersAreCheap() {
    byte[] strings = new byte[8 * (2 << 20)]; // two million empty texts
    byte[] many =
        new GgufBytes()
            .raw("a", 9, GgufBytes.join(GgufBytes.ints(8), GgufBytes.longs(2 << 20), strings))
            .raw("b", 9, GgufBytes.join(GgufBytes.ints(8), GgufBytes.longs(2 << 20), strings))
            .raw("c", 9, GgufBytes.join(GgufBytes.ints(8), GgufBytes.longs(2 << 20), strings))
            .raw("alignment", 99, new byte[8])
            .bytes();
    Path file = RawFile.write(folder.resolve("m.gguf"), many);
    long before = used();
    Problem p = Quickly.refused(() -> GgufFile.open(file));
    assertTrue(p.sentence().contains("unknown kind"), p.sentence());
    assertTrue(used() - before < 64 << 20, "heap grew by " + (used() - before));
  }

  private static long used() {
    Runtime r = Runtime.getRuntime();
    return r.totalMemory() - r.freeMemory();
  }
}
