package dev.unmask.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unmask.engine.Device;
import dev.unmask.engine.Program;
import dev.unmask.engine.ProgramSource;
import dev.unmask.engine.Scope;
import dev.unmask.engine.Tensor;
import dev.unmask.golden.GoldenTests;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The search that finds nucleus, draw and most probable tokens of a large vocabulary without
/// sorting it finds what sorting finds, ties included.
class VocabularySearchTest {
  private static final int ROWS = 7;
  private static final int VOCABULARY = 9_001;

  @ParameterizedTest
  @CsvSource({
    // spread, levels (0: no ties), top-p, min-p, top-k, keeps the crossing token
    "6.0, 0, 0.9, 0.0, 0, true",
    "6.0, 0, 0.9, 0.0, 0, false",
    "3.0, 0, 0.9, 0.0, 0, true",
    "0.5, 0, 0.99, 0.0, 0, true",
    "4.0, 8, 0.9, 0.0, 0, true",
    "4.0, 2, 0.7, 0.0, 0, false",
    "1.0, 0, 1.0, 0.05, 0, true",
    "4.0, 4, 1.0, 0.0, 50, true",
    "4.0, 0, 0.8, 0.001, 300, true",
    "4.0, 0, 1.0, 0.0, 0, true",
    "0.0, 0, 0.5, 0.0, 0, true",
  })
  void findsWhatSortingFinds(
      double spread, int levels, double topP, double minP, int topK, boolean crossing) {
    SplittableRandom random = new SplittableRandom(5);
    float[] z = new float[ROWS * VOCABULARY];
    for (int i = 0; i < z.length; i++) {
      double x = spread * random.nextGaussian();
      z[i] = (float) (levels == 0 ? x : Math.rint(levels * x) / levels);
    }
    z[3] = Float.NEGATIVE_INFINITY;
    double[] u = random.doubles(ROWS).toArray();
    try (Scope scope = GoldenTests.torch().scope(Device.CPU)) {
      Program program =
          Program.load(
              scope,
              ProgramSource.of("linear.py", "vocabulary.py").and(new ProgramSource(BY_SORTING)),
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
      Tensor uniforms = scope.doubles(u, ROWS);
      List<Tensor> plain =
          program.tensors(
              scope,
              "by_sorting",
              scope.floats(z, ROWS, VOCABULARY),
              uniforms,
              topP,
              minP,
              topK,
              crossing);
      boolean cuts = topP < 1 || minP > 0 || topK > 0;
      List<Tensor> searched =
          program.tensors(
              scope,
              "reduced",
              scope.floats(z, ROWS, VOCABULARY),
              uniforms,
              1.0,
              true,
              cuts,
              topP,
              minP,
              topK,
              crossing,
              5);
      assertArrayEquals(plain.get(0).longs(), searched.get(0).longs(), "drawn tokens");
      assertArrayEquals(plain.get(3).longs(), searched.get(3).longs(), "most probable tokens");
      for (int part : new int[] {1, 2, 4}) {
        same(plain.get(part).floats(), searched.get(part).floats(), "output " + part);
      }
      Reduced here = here(scope, program, z, draw(topP, minP, topK, crossing), u);
      assertArrayEquals(plain.get(0).ints(), here.tokens(), "drawn tokens, read here");
      assertArrayEquals(plain.get(3).ints(), here.topIds(), "most probable tokens, read here");
      same(plain.get(1).floats(), here.logProbabilities(), "log-probabilities, read here");
      same(plain.get(2).floats(), here.entropies(), "entropies, read here");
      same(plain.get(4).floats(), here.topLogProbabilities(), "best, read here");
    }
  }

  private static TokenDraw draw(double topP, double minP, int topK, boolean crossing) {
    TokenDraw.Nucleus nucleus =
        crossing ? TokenDraw.Nucleus.KEEPS_CROSSING : TokenDraw.Nucleus.DROPS_CROSSING;
    return new TokenDraw(
        true, 1, topP, topK, minP, nucleus, TokenDraw.Basis.TEMPERED, new int[0], new int[0]);
  }

  private static Reduced here(
      Scope scope, Program program, float[] z, TokenDraw draw, double[] uniforms) {
    VocabularySearch search = new VocabularySearch(GoldenTests.torch(), VOCABULARY);
    return search.read(scope, program, scope.floats(z, ROWS, VOCABULARY), draw, uniforms, 5);
  }

  private static void same(float[] expected, float[] found, String what) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], found[i], 2e-5, what + " at " + i);
    }
  }

  private static final String BY_SORTING =
      """
        def by_sorting(self: __torch__.Network, z: Tensor, uniforms: Tensor, top_p: float, min_p: float, top_k: int, crossing: bool) -> List[Tensor]:
          logp = torch.log_softmax(z, -1)
          p = torch.exp(logp)
          token = (self).draw((self).filtered(p, top_p, min_p, top_k, crossing, False), uniforms)
          entropy = torch.neg(torch.sum(torch.mul(p, torch.clamp_min(logp, -1000.)), [-1]))
          best, ids = torch.sort(logp, stable=True, dim=-1, descending=True)
          own = torch.squeeze(torch.gather(logp, 1, torch.unsqueeze(token, 1)), 1)
          return [token, own, entropy, torch.slice(ids, 1, 0, 5), torch.slice(best, 1, 0, 5)]
      """;
}
