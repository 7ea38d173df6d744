package dev.unmask.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.engine.Device;
import dev.unmask.engine.Program;
import dev.unmask.engine.ProgramSource;
import dev.unmask.engine.Scope;
import dev.unmask.golden.GoldenCase;
import dev.unmask.golden.GoldenTests;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/// Which tokens the nucleus keeps, by the program that runs in every network.
class TopPGoldenTest {
  @TestFactory
  Stream<DynamicNode> topP() {
    return GoldenTests.of((folder, c) -> check(c), "top_p_filter");
  }

  private static void check(GoldenCase c) {
    int rows = c.tensor("logits").shape()[0];
    int vocabulary = c.tensor("logits").shape()[1];
    float[] kept;
    try (Scope scope = GoldenTests.torch().scope(Device.CPU)) {
      Program program =
          Program.load(
              scope,
              ProgramSource.of("linear.py", "vocabulary.py"),
              Map.of(
                  "device",
                  "cpu",
                  "chunk",
                  4096L,
                  "rows",
                  64L,
                  "slice",
                  64L,
                  "int8_rows",
                  32L,
                  "widens",
                  false));
      float[] p = softmax(c.tensor("logits").floats(), vocabulary);
      kept =
          program
              .tensor(scope, "nucleus", scope.floats(p, rows, vocabulary), c.number("p"), true)
              .floats();
    }
    byte[] expected = c.tensor("keep_exact_arithmetic").bytes();
    float[] probabilities = c.tensor("filtered_probs").floats();
    boolean sameAsFloat32 = Arrays.equals(expected, c.tensor("keep").bytes());
    for (int r = 0; r < rows; r++) {
      double total = 0;
      for (int v = 0; v < vocabulary; v++) {
        total += kept[r * vocabulary + v];
      }
      for (int v = 0; v < vocabulary; v++) {
        int i = r * vocabulary + v;
        assertEquals(expected[i] == 1, kept[i] > 0, c.id() + " row " + r + " token " + v);
        if (sameAsFloat32) {
          assertEquals(probabilities[i], kept[i] / total, 1e-5, c.id());
        }
      }
      assertTrue(total > 0);
    }
  }

  private static float[] softmax(float[] logits, int width) {
    float[] p = new float[logits.length];
    for (int from = 0; from < p.length; from += width) {
      double max = Double.NEGATIVE_INFINITY;
      for (int i = from; i < from + width; i++) {
        max = Math.max(max, logits[i]);
      }
      double sum = 0;
      for (int i = from; i < from + width; i++) {
        sum += Math.exp(logits[i] - max);
      }
      for (int i = from; i < from + width; i++) {
        p[i] = (float) (Math.exp(logits[i] - max) / sum);
      }
    }
    return p;
  }
}
