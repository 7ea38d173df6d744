package dev.unmask.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unmask.engine.Device;
import dev.unmask.engine.Program;
import dev.unmask.engine.ProgramSource;
import dev.unmask.engine.Scope;
import dev.unmask.engine.Tensor;
import dev.unmask.golden.GoldenTests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A large vocabulary that is read here gives what the engine gives by sorting it: with guidance,
/// limits, suppressed tokens, temperature and filters. Whoever asks for given tokens to be scored
/// is answered by sorting, so the same question with and without them is asked.
class VocabularyReductionTest {
  private static final int ROWS = 9;
  private static final int WIDTH = 12;
  private static final int VOCABULARY = 8_300;

  @ParameterizedTest
  @CsvSource({
    // sampled, temperature, top-p, top-k, min-p, basis, guided, limited
    "true, 1.0, 0.9, 0, 0.0, TEMPERED, false, false",
    "true, 0.7, 0.9, 0, 0.0, TEMPERED, false, true",
    "true, 1.3, 1.0, 0, 0.0, TEMPERED, true, false",
    "false, 1.0, 1.0, 0, 0.0, CLEAN, false, true",
    "true, 1.0, 0.95, 0, 0.0, FILTERED, false, false",
    "true, 0.8, 0.95, 40, 0.0, FILTERED, true, true",
    "false, 0.5, 0.9, 0, 0.01, FILTERED, false, false",
    "true, 1.0, 0.8, 0, 0.0, CLEAN, true, false",
  })
  void readsWhatTheEngineSorts(
      boolean sample,
      double temperature,
      double topP,
      int topK,
      double minP,
      TokenDraw.Basis basis,
      boolean guided,
      boolean limited) {
    SplittableRandom random = new SplittableRandom(11);
    int[] suppressed = {3, 77, VOCABULARY - 1};
    TokenDraw draw =
        new TokenDraw(
            sample,
            temperature,
            topP,
            topK,
            minP,
            TokenDraw.Nucleus.KEEPS_CROSSING,
            basis,
            suppressed,
            new int[0]);
    double[] uniforms = random.doubles(ROWS).toArray();
    Conditions conditions = conditions(random, guided, limited);
    Question question = question(draw, uniforms, conditions);
    Question scored = question(draw, uniforms, conditions.scoring(new int[1][ROWS]));
    try (Scope scope = GoldenTests.torch().scope(Device.CPU)) {
      Tensor head = scope.floats(gaussian(random, VOCABULARY * WIDTH), VOCABULARY, WIDTH);
      List<Tensor> rows = new ArrayList<>();
      for (int i = 0; i < (guided ? 2 : 1); i++) {
        rows.add(scope.floats(gaussian(random, ROWS * WIDTH), ROWS, WIDTH));
      }
      Beliefs here = ask(scope, head, rows, question);
      Beliefs sorted = ask(scope, head, rows, scored);
      assertArrayEquals(sorted.candidates(), here.candidates(), "candidates");
      same(sorted.logProbabilities(), here.logProbabilities(), "log-probabilities");
      same(sorted.entropies(), here.entropies(), "entropies");
      same(sorted.topLogProbabilities(), here.topLogProbabilities(), "best");
      for (int i = 0; i < here.topIds().length; i++) {
        if (here.topLogProbabilities()[i] > Float.NEGATIVE_INFINITY) {
          assertEquals(sorted.topIds()[i], here.topIds()[i], "most probable, place " + i);
        }
      }
    }
  }

  private static Question question(TokenDraw draw, double[] uniforms, Conditions conditions) {
    int[][] ids = new int[1][ROWS];
    int[][] positions = {positions()};
    double[][] by = {uniforms};
    return new Question(ids, positions, draw, by, 5, new double[] {1}, conditions);
  }

  private static Beliefs ask(Scope scope, Tensor head, List<Tensor> rows, Question question) {
    Map<String, Object> constants =
        Map.of(
            "device",
            "cpu",
            "chunk",
            4096L,
            "rows",
            4L,
            "slice",
            3L,
            "int8_rows",
            32L,
            "widens",
            false);
    Program program =
        Program.load(scope, ProgramSource.of("linear.py", "vocabulary.py"), constants);
    VocabularyReduction reduction =
        new VocabularyReduction(GoldenTests.torch(), Device.CPU, VOCABULARY, List.of(head));
    List<Object> arguments = new ArrayList<>(List.of(rows, List.of(head)));
    return reduction.ask(scope, program, "believe", arguments, question).getFirst();
  }

  private static Conditions conditions(SplittableRandom random, boolean guided, boolean limited) {
    Conditions out = Conditions.NONE;
    if (guided) {
      out = out.guided(new Conditions.Guidance(0.8, new int[1][ROWS]));
    }
    if (limited) {
      boolean[][] allowed = new boolean[2][VOCABULARY];
      for (int i = 0; i < VOCABULARY; i++) {
        allowed[0][i] = random.nextInt(3) == 0;
        allowed[1][i] = i % 1000 == 5;
      }
      int[] rule = new int[ROWS];
      rule[4] = 1;
      out = out.limited(new Conditions.TokenLimits(allowed, new int[][] {rule}));
    }
    return out;
  }

  private static int[] positions() {
    int[] out = new int[ROWS];
    for (int i = 0; i < ROWS; i++) {
      out[i] = i;
    }
    return out;
  }

  private static float[] gaussian(SplittableRandom random, int n) {
    float[] out = new float[n];
    for (int i = 0; i < n; i++) {
      out[i] = (float) random.nextGaussian();
    }
    return out;
  }

  private static void same(float[] expected, float[] found, String what) {
    assertArrayEquals(expected, found, 2e-5f, what);
  }
}
