package dev.unmask.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Models of llama2.c are known by their exact size.
class Llama2cFileTest {
  @TempDir Path folder;

  /// A file whose every float is its own index.
  private static byte[] file(int... header) {
    int d = header[0];
    int h = header[1];
    int layers = header[2];
    int heads = header[3];
    int kv = d / heads * header[4];
    int vocabulary = Math.abs(header[5]);
    int n =
        vocabulary * d
            + layers * (d + d * d + kv * d + kv * d + d * d + d + h * d + d * h + h * d)
            + d
            + header[6] * (d / heads / 2) * 2
            + (header[5] < 0 ? vocabulary * d : 0);
    float[] floats = new float[n];
    for (int i = 0; i < n; i++) {
      floats[i] = i;
    }
    return GgufBytes.join(GgufBytes.ints(header), GgufBytes.floats(floats));
  }

  private static float first(TensorEntry t) {
    float[] all = new float[(int) t.elements()];
    try (TensorReader r = TensorReader.open(t)) {
      r.floats(0, MemorySegment.ofArray(all));
    }
    return all[0];
  }

  @Test
  void weightsLieInTheOrderOfTheExporter() {
    Path path = RawFile.write(folder.resolve("m.bin"), file(8, 6, 2, 4, 2, -10, 5));
    CheckpointFolder c = CheckpointFolder.open(path);
    assertEquals(CheckpointFolder.Format.LLAMA2C, c.format());
    assertEquals("m.bin", c.name());
    assertEquals("m.bin", CheckpointFolder.open(folder).name());
    Config k = c.config();
    assertEquals(8, k.count("hidden_size"));
    assertEquals(6, k.count("intermediate_size"));
    assertEquals(2, k.count("num_key_value_heads"));
    assertEquals(10, k.count("vocab_size"));
    assertEquals(5, k.count("max_position_embeddings"));
    assertTrue(k.bool("unmask.rope_interleaved"));
    assertFalse(k.bool("tie_word_embeddings"));
    String layer = "model.layers.1.";
    int at = 80; // after the token table
    assertEquals(at + 8, first(c.require(layer + "input_layernorm.weight")));
    at += 2 * 8;
    assertEquals(at + 64, first(c.require(layer + "self_attn.q_proj.weight")));
    at += 2 * 64;
    assertEquals(at + 32, first(c.require(layer + "self_attn.k_proj.weight")));
    at += 2 * 32;
    assertEquals(at + 32, first(c.require(layer + "self_attn.v_proj.weight")));
    at += 2 * 32;
    assertEquals(at + 64, first(c.require(layer + "self_attn.o_proj.weight")));
    at += 2 * 64;
    assertEquals(at + 8, first(c.require(layer + "post_attention_layernorm.weight")));
    at += 2 * 8;
    assertEquals(at + 48, first(c.require(layer + "mlp.gate_proj.weight")));
    at += 2 * 48;
    assertEquals(at + 48, first(c.require(layer + "mlp.down_proj.weight")));
    at += 2 * 48;
    assertEquals(at + 48, first(c.require(layer + "mlp.up_proj.weight")));
    at += 2 * 48;
    assertEquals(at, first(c.require("model.norm.weight")));
    assertEquals(at + 8 + 10, first(c.require("lm_head.weight")));
    assertArrayEquals(new long[] {8, 6}, c.require(layer + "mlp.down_proj.weight").shape());
    assertArrayEquals(new long[] {4, 8}, c.require(layer + "self_attn.v_proj.weight").shape());
  }

  @Test
  void aTiedHeadIsNotStored() {
    Path path = RawFile.write(folder.resolve("m.bin"), file(8, 6, 1, 4, 4, 10, 5));
    CheckpointFolder c = CheckpointFolder.open(path);
    assertFalse(c.tensors().containsKey("lm_head.weight"));
    assertTrue(c.config().bool("tie_word_embeddings"));
  }

  @Test
  void widthsThatLookLikePicklesAreNone() throws Exception {
    byte[] wide = file(640, 4, 1, 5, 5, 3, 2); // begins with the bytes 80 02
    assertEquals(FileKind.LLAMA2C, FileKind.of(RawFile.write(folder.resolve("m.bin"), wide)));
  }

  @Test
  void anythingElseIsNotOne() throws Exception {
    byte[] good = file(8, 6, 2, 4, 2, -10, 5);
    Path path = folder.resolve("m.bin");
    assertEquals(FileKind.LLAMA2C, FileKind.of(RawFile.write(path, good)));
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      byte[] bad = good.clone();
      int at = random.nextInt(28);
      bad[at] ^= (byte) (1 << random.nextInt(8));
      Path file = RawFile.write(path, bad);
      if (Llama2cFile.of(java.nio.ByteBuffer.wrap(bad), bad.length) == null) {
        Problem p = Quickly.refused(() -> CheckpointFolder.open(file));
        assertTrue(p.code() == Code.FORMAT || p.code() == Code.WEIGHTS_FILE, p.sentence());
      }
    }
    for (int cut : new int[] {1, 4, 400, good.length - 28, good.length - 1}) {
      byte[] shorter = java.util.Arrays.copyOf(good, good.length - cut);
      Path file = RawFile.write(path, shorter);
      assertThrows(Problem.class, () -> CheckpointFolder.open(file), "cut " + cut);
    }
    int[][] impossible = {
      {8, 6, 2, 3, 1, 10, 5}, // heads do not divide the width
      {8, 6, 2, 4, 3, 10, 5}, // key heads do not divide the heads
      {4, 6, 2, 4, 2, 10, 4}, // heads of odd width
    };
    for (int[] header : impossible) {
      assertEquals(FileKind.OTHER, FileKind.of(RawFile.write(path, file(header))));
    }
  }
}
