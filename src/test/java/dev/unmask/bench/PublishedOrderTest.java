package dev.unmask.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.bench.DenoiseBench.Rule;
import dev.unmask.engine.Torch;
import dev.unmask.golden.Bundled;
import dev.unmask.golden.GoldenTests;
import dev.unmask.network.Precision;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The two orders of work that the benchmark compares do the same work.
class PublishedOrderTest {
  private static final Path TINY = Bundled.MODEL;

  @ParameterizedTest
  @EnumSource(Rule.class)
  void writesTheSameTokens(Rule rule) {
    Torch torch = GoldenTests.torch();
    try (SyntheticModel model = SyntheticModel.load(torch, TINY, Precision.F32)) {
      for (long seed = 1; seed <= 3; seed++) {
        DenoiseBench.Outcome o =
            DenoiseBench.compare(torch, model, rule, new DenoiseBench.Work(24, 8, 0.8, seed));
        assertEquals(8, o.published().count());
        assertTrue(o.candidates() > 23, "the first step alone has 23 masked positions");
        assertEquals(0, o.different());
        assertTrue(o.sameTokens());
      }
    }
  }

  @Test
  void aCheckpointOfPublishedShapeDrawsTheSameWithoutSorting() {
    Torch torch = GoldenTests.torch();
    try (ScratchFolder folder = ScratchFolder.create()) {
      SyntheticModel.write(SyntheticCheckpoint.DIFFUGPT_S, folder.path());
      try (SyntheticModel model = SyntheticModel.load(torch, folder.path(), Precision.F32)) {
        DenoiseBench.Outcome o =
            DenoiseBench.compare(
                torch, model, Rule.RANDOM_KEEP, new DenoiseBench.Work(12, 2, 0.9, 7));
        assertTrue(o.sameTokens());
        assertEquals(0, o.different());
      }
    }
  }

  @Test
  void timesAreComparedPairByPair() {
    Times a = new Times();
    Times b = new Times();
    a.add(1);
    a.add(30);
    a.add(2);
    b.add(2);
    b.add(10);
    b.add(4);
    assertEquals(0.5, a.over(b), 1e-12);
    assertEquals(2, a.median(), 1e-12);
    b.add(1);
    assertThrows(IllegalArgumentException.class, () -> a.over(b));
  }
}
