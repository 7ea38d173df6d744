package dev.unmask.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.engine.Device;
import dev.unmask.golden.GoldenCase;
import dev.unmask.golden.GoldenCases;
import dev.unmask.golden.GoldenTests;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// A network computes the same from a GGUF file as from the folder that the file was made of:
/// turned queries and keys, transposed weights, factors of rotary frequencies and all.
class GgufNetworkTest {
  private static final List<String> FOLDERS =
      List.of(
          "gpt2-tiny",
          "gpt2-tiny-bare",
          "llama3-tiny",
          "diffullama-tiny",
          "qwen2-tiny",
          "dream-tiny",
          "llada-tiny");

  @TempDir Path temporary;

  private Stream<GoldenCases> folders() {
    return FOLDERS.stream().flatMap(name -> GoldenCases.named(name).stream());
  }

  @TestFactory
  Stream<DynamicTest> asTheFolder() {
    return folders()
        .map(f -> DynamicTest.dynamicTest(f.name(), () -> check(f, false, Precision.F32, 2e-4)));
  }

  @TestFactory
  Stream<DynamicTest> quantised() {
    return folders()
        .map(f -> DynamicTest.dynamicTest(f.name(), () -> check(f, true, Precision.F32, 0.1)));
  }

  @TestFactory
  Stream<DynamicTest> quantisedInHalfThePrecision() {
    return folders()
        .map(f -> DynamicTest.dynamicTest(f.name(), () -> check(f, true, Precision.BF16, 0.2)));
  }

  private void check(GoldenCases golden, boolean q80, Precision precision, double tolerance) {
    CheckpointFolder folder = CheckpointFolder.open(golden.checkpoint().orElseThrow());
    Path file = temporary.resolve(golden.name() + q80 + precision + ".gguf");
    CheckpointFolder gguf = CheckpointFolder.open(GgufWriter.convert(folder, q80).write(file));
    int[][] ids = ids(golden);
    float[] expected;
    try (Network network = load(folder, Precision.F32)) {
      expected = network.logits(Input.of(ids));
    }
    Blueprint blueprint = Families.blueprint(gguf);
    assertEquals(Families.blueprint(folder).family(), blueprint.family());
    assertEquals(Families.blueprint(folder).kind(), blueprint.kind());
    assertEquals(Families.blueprint(folder).shifted(), blueprint.shifted());
    assertEquals(Families.blueprint(folder).maskId(), blueprint.maskId());
    try (Network network = load(gguf, precision)) {
      float[] mine = network.logits(Input.of(ids));
      double scale = 0;
      for (float e : expected) {
        scale = Math.max(scale, Math.abs(e));
      }
      assertTrue(scale > 0);
      assertArrayEquals(expected, mine, (float) (tolerance * scale), golden.name());
      if (q80) {
        boolean same = java.util.Arrays.equals(expected, mine);
        assertNotEquals(true, same, "nothing was quantised");
      }
    }
  }

  private static Network load(CheckpointFolder folder, Precision precision) {
    return Network.load(
        GoldenTests.torch(), Device.CPU, folder, Families.blueprint(folder), precision);
  }

  private static int[][] ids(GoldenCases golden) {
    GoldenCase c =
        golden.cases().stream()
            .filter(g -> g.kind().startsWith("logits") && g.hasTensor("input_ids"))
            .findFirst()
            .orElseThrow();
    return c.tensor("input_ids").idRows();
  }
}
