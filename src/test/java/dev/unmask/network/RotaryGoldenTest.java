package dev.unmask.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.golden.GoldenCase;
import dev.unmask.golden.GoldenCases;
import dev.unmask.golden.GoldenTests;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/// Inverse frequencies after the scaling of the configuration.
class RotaryGoldenTest {
  @TestFactory
  Stream<DynamicNode> frequencies() {
    return GoldenTests.of(RotaryGoldenTest::check, "rope_frequencies");
  }

  private static void check(GoldenCases folder, GoldenCase c) {
    CheckpointFolder checkpoint = CheckpointFolder.open(folder.checkpoint().orElseThrow());
    float[] expected = c.tensor("inv_freq").floats();
    RotaryFrequencies mine =
        RotaryFrequencies.of(
            checkpoint.config(),
            2 * expected.length,
            checkpoint.config().count("max_position_embeddings"));
    assertEquals(expected.length, mine.inverse().length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], mine.inverse()[i], Math.abs(expected[i]) * 1e-6, "pair " + i);
    }
  }
}
