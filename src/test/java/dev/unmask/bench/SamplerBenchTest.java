package dev.unmask.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.golden.Bundled;
import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.FolderModels;
import dev.unmask.job.LoadedModel;
import dev.unmask.job.ModelRequest;
import dev.unmask.job.SamplerParameters;
import dev.unmask.job.Values;
import dev.unmask.problem.Problem;
import dev.unmask.task.Flaw;
import dev.unmask.task.Verdict;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SamplerBenchTest {
  private static final Values BASE = DenoiseParameters.defaults();

  @Test
  void aPresetIsReadWithTheKnobsThatWereTurned() {
    Contender read = Contender.parse("fast-dllm-threshold:threshold=0.95:steps=9", BASE);
    assertEquals("fast-dllm-threshold", read.values().get(DenoiseParameters.SAMPLER));
    assertEquals(0.95, read.values().get(SamplerParameters.THRESHOLD));
    assertEquals(9, read.values().whole(DenoiseParameters.STEPS));
    assertEquals(32, read.values().whole(SamplerParameters.BLOCK));
    assertEquals(Contender.PLAIN_IN_BLOCKS, read.plain());
    assertEquals(Contender.PLAIN, Contender.parse("p2", BASE).plain());
  }

  @Test
  void whatIsNoSamplerIsRefused() {
    assertThrows(Problem.class, () -> Contender.parse("fastest", BASE));
    assertThrows(Problem.class, () -> Contender.parse("p2:speed=2", BASE));
    assertThrows(Problem.class, () -> Contender.parse("p2:eta", BASE));
    assertThrows(Problem.class, () -> Contender.parse("p2:eta=much", BASE));
    assertThrows(Problem.class, () -> new SamplerBench.Extent(0, 1, 1, 1, 30, 3));
    assertThrows(Problem.class, () -> new SamplerBench.Extent(4, 2, 5, 1, 30, 3));
  }

  @Test
  void ratiosAreThoseToThePlainSampler() {
    Tally plain = tally("llada-low-confidence", 30, 4_000_000, true, true, true, false);
    Tally fast = tally("fast-dllm-threshold", 10, 1_000_000, true, true, false, false);
    SamplerScore score = fast.score(plain);
    assertEquals(3, score.fewer(), 1e-12);
    assertEquals(4, score.faster(), 1e-12);
    assertEquals(-25, score.points(), 1e-12);
    assertEquals(0.5, score.answers().share());
    assertEquals(0, score.chains().hits());
    assertEquals(1, score.alone(), 1e-12);
  }

  @Test
  void aStallDoesNotCountInTheTimeAlone() {
    Tally tally = tally("p2", 1, 3_000_000, true, true);
    tally.alone(9_000_000_000L);
    tally.alone(5_000_000);
    assertEquals(4, tally.score(tally).alone(), 1e-12);
  }

  private static Tally tally(String name, int evaluations, long nanos, boolean... right) {
    Tally tally = new Tally(Contender.parse(name, BASE));
    for (boolean answer : right) {
      tally.solved(new Verdict(answer, Set.of(Flaw.UNUSED)), evaluations);
      tally.alone(nanos);
    }
    return tally;
  }

  /// The bundled model in batches of three and one by one: the same answers, the same work.
  @Test
  void aBatchSolvesWhatSingleRunsSolve() {
    ModelRequest request = ModelRequest.of(Bundled.MODEL, BASE);
    List<String> samplers = List.of("topk-confidence:steps=4", "fast-dllm-dual-cache");
    try (LoadedModel model = new FolderModels(1).open(request)) {
      List<SamplerScore> together = scores(model, samplers, 3);
      List<SamplerScore> alone = scores(model, samplers, 1);
      assertEquals(
          List.of(
              "topk-confidence",
              "topk-confidence:steps=4",
              "llada-low-confidence",
              "fast-dllm-dual-cache"),
          together.stream().map(SamplerScore::name).toList());
      for (int i = 0; i < together.size(); i++) {
        assertEquals(together.get(i).answers(), alone.get(i).answers());
        assertEquals(together.get(i).chains(), alone.get(i).chains());
        assertEquals(together.get(i).evaluations(), alone.get(i).evaluations());
      }
      assertEquals(4, together.get(1).evaluations());
      assertTrue(together.getFirst().answers().hits() >= 4, together::toString);
    }
  }

  private static List<SamplerScore> scores(LoadedModel model, List<String> samplers, int batch) {
    SamplerBench bench =
        new SamplerBench(model, samplers, BASE, new PrintWriter(Writer.nullWriter()));
    return bench.run(new SamplerBench.Extent(6, batch, 1, 2, 30, 3));
  }
}
