package dev.unmask.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.engine.Device;
import dev.unmask.golden.GoldenTests;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What bf16 and 8-bit weights cost in accuracy, for each program and for short and long inputs.
class PrecisionTest {
  @ParameterizedTest
  @CsvSource({
    "diffugpt-tiny, BF16, 0.03",
    "diffugpt-tiny, INT8, 0.06",
    "diffullama-tiny, BF16, 0.03",
    "diffullama-tiny, INT8, 0.06",
    "dream-tiny, INT8, 0.06",
    "mdlm-tiny, BF16, 0.03",
    "mdlm-tiny, INT8, 0.06"
  })
  void staysCloseToFloat32(String folder, Precision precision, double relative) {
    CheckpointFolder checkpoint = CheckpointFolder.open(Path.of("src/test/golden").resolve(folder));
    Blueprint blueprint = Families.blueprint(checkpoint, Reading.DIFFUSION);
    try (Network exact = load(checkpoint, blueprint, Precision.F32);
        Network lower = load(checkpoint, blueprint, precision)) {
      for (int length : new int[] {9, 32}) {
        int[][] ids = {
          IntStream.range(0, length).map(i -> (i * 37) % 90).toArray(),
          IntStream.range(0, length).map(i -> (i * 53) % 90).toArray()
        };
        float[] z = exact.logits(Input.of(ids));
        float[] y = lower.logits(Input.of(ids));
        double error = 0;
        double norm = 0;
        for (int i = 0; i < z.length; i++) {
          error += (z[i] - y[i]) * (z[i] - y[i]);
          norm += z[i] * z[i];
        }
        double share = Math.sqrt(error / norm);
        assertTrue(share < relative, folder + " at " + length + ": " + share);
        assertTrue(share > 0, "the lower precision was not used");
      }
      assertEquals(precision, lower.precision());
    }
  }

  private static Network load(CheckpointFolder folder, Blueprint blueprint, Precision precision) {
    return Network.load(GoldenTests.torch(), Device.CPU, folder, blueprint, precision);
  }

  @ParameterizedTest
  @CsvSource({"F32, f32", "BF16, bf16", "INT8, int8"})
  void textsAreStable(Precision precision, String text) {
    assertEquals(text, precision.text());
    assertEquals(precision, Precision.of(text));
    assertEquals(3, Arrays.stream(Precision.values()).map(Precision::text).distinct().count());
  }
}
