package dev.unmask.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.engine.Device;
import dev.unmask.golden.GoldenTests;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Networks for which no numbers of their authors are at hand agree with [SecondMethod].
class SecondMethodTest {
  private static final int[] IDS = {3, 17, 5, 28, 11, 0, 9, 22, 30, 1, 14, 7};
  @TempDir Path folder;

  @Test
  void qwen3() {
    SecondMethod qwen3 = new SecondMethod("qwen3", "", true, false);
    check(qwen3, IDS, plain(), 1);
    // The norms matter: without them the numbers are others.
    SecondMethod without = new SecondMethod("qwen3", "", false, false);
    Map<String, float[]> weights = qwen3.write(folder);
    double change = 0;
    double[] a = qwen3.logits(weights, IDS, plain(), 1);
    double[] b = without.logits(weights, IDS, plain(), 1);
    for (int i = 0; i < a.length; i++) {
      change = Math.max(change, Math.abs(a[i] - b[i]));
    }
    assertTrue(change > 0.1, "norms changed " + change);
  }

  @Test
  void qwen2HasBiases() {
    check(new SecondMethod("qwen2", "", false, true), IDS, plain(), 1);
  }

  @Test
  void linearScalingStretchesPositions() {
    double[] f = plain();
    for (int i = 0; i < f.length; i++) {
      f[i] /= 4;
    }
    check(llama("{\"type\": \"linear\", \"factor\": 4.0}"), IDS, f, 1);
  }

  /// Up to the trained length nothing changes; beyond, the base grows with the length.
  ///
  /// @see "Emozilla 2023, dynamic NTK; transformers 4.46, _compute_dynamic_ntk_parameters"
  @Test
  void dynamicScalingGrowsBeyondTheTrainedLength() {
    SecondMethod dynamic = llama("{\"rope_type\": \"dynamic\", \"factor\": 2.0}");
    check(dynamic, IDS, plain(), 1);
    int length = 25;
    int[] longer = IntStream.range(0, length).map(i -> i * 7 % SecondMethod.VOCABULARY).toArray();
    double d = SecondMethod.HEAD;
    double grown =
        SecondMethod.BASE
            * Math.pow(2.0 * length / SecondMethod.POSITIONS - (2.0 - 1), d / (d - 2));
    check(dynamic, longer, frequencies(grown), 1);
    Problem tooLong =
        assertThrows(Problem.class, () -> check(dynamic, new int[33], frequencies(grown), 1));
    assertEquals(Code.CANVAS, tooLong.code());
  }

  /// Pairs that turn more than `beta_fast` times over the trained length stay, pairs that turn less
  /// than `beta_slow` times are stretched, and between is a ramp over their numbers; the pair at
  /// which a number of turns is reached is found by bisection here.
  ///
  /// @see "Peng et al. 2023, YaRN, section 3.2; transformers 4.46, _compute_yarn_parameters"
  @Test
  void yarn() {
    int trained = 8_192;
    double factor = 4;
    double low = Math.max(0, Math.floor(pairThatTurns(32, trained)));
    double high = Math.min(SecondMethod.HEAD - 1, Math.ceil(pairThatTurns(1, trained)));
    assertTrue(low < high && high - low < 4, low + " to " + high);
    double[] f = plain();
    for (int i = 0; i < f.length; i++) {
      double stay = 1 - Math.min(1, Math.max(0, (i - low) / (high - low)));
      f[i] = f[i] * stay + f[i] / factor * (1 - stay);
    }
    assertTrue(f[0] == plain()[0] && f[3] < plain()[3], "the ramp reaches no end");
    check(
        llama(
            "{\"rope_type\": \"yarn\", \"factor\": 4.0, \"original_max_position_embeddings\":"
                + " 8192}"),
        IDS,
        f,
        0.1 * Math.log(factor) + 1);
  }

  @Test
  void yarnWithItsOwnAttentionFactorAndBetas() {
    double low = Math.max(0, Math.floor(pairThatTurns(8, 1_024)));
    double high = Math.min(SecondMethod.HEAD - 1, Math.ceil(pairThatTurns(2, 1_024)));
    double[] f = plain();
    for (int i = 0; i < f.length; i++) {
      double stay = 1 - Math.min(1, Math.max(0, (i - low) / (high - low)));
      f[i] = f[i] * stay + f[i] / 16 * (1 - stay);
    }
    check(
        llama(
            "{\"rope_type\": \"yarn\", \"factor\": 16.0, \"attention_factor\": 1.25, \"beta_fast\":"
                + " 8, \"beta_slow\": 2, \"original_max_position_embeddings\": 1024}"),
        IDS,
        f,
        1.25);
  }

  @Test
  void anUnknownScalingIsRefusedByName() {
    SecondMethod other = llama("{\"rope_type\": \"longrope\", \"factor\": 2.0}");
    Problem p = assertThrows(Problem.class, () -> check(other, IDS, plain(), 1));
    assertEquals(Code.ARCHITECTURE, p.code());
    assertTrue(p.sentence().contains("longrope"), p.sentence());
  }

  /// All positions at once, and one token after the other over a cache.
  private void check(SecondMethod method, int[] ids, double[] frequencies, double scale) {
    Map<String, float[]> weights = method.write(folder);
    double[] expected = method.logits(weights, ids, frequencies, scale);
    CheckpointFolder checkpoint = CheckpointFolder.open(folder);
    try (Network network =
        Network.load(
            GoldenTests.torch(),
            Device.CPU,
            checkpoint,
            Families.blueprint(checkpoint),
            Precision.F32)) {
      float[] mine = network.logits(Input.of(new int[][] {ids}));
      float[] reference = new float[expected.length];
      double size = 0;
      for (int i = 0; i < expected.length; i++) {
        reference[i] = (float) expected[i];
        size = Math.max(size, Math.abs(expected[i]));
      }
      assertTrue(size > 1, "logits too small to tell anything: " + size);
      assertArrayEquals(reference, mine, (float) (2e-5 * size));
      if (ids.length <= SecondMethod.POSITIONS) {
        cached(network, ids, reference);
      }
    }
  }

  private static void cached(Network network, int[] ids, float[] reference) {
    try (Decoding text = AutoregressiveModel.of(network).decode(ids.length)) {
      for (int t = 0; t < ids.length; t++) {
        Beliefs b = text.append(new int[] {ids[t]}, TokenDraw.argmax(), 0, 3);
        int from = t * SecondMethod.VOCABULARY;
        int best = from;
        double sum = 0;
        for (int i = from; i < from + SecondMethod.VOCABULARY; i++) {
          best = reference[i] > reference[best] ? i : best;
          sum += Math.exp(reference[i]);
        }
        assertEquals(best - from, b.candidates()[0]);
        assertEquals(reference[best] - Math.log(sum), b.logProbabilities()[0], 2e-4);
      }
    }
  }

  private static SecondMethod llama(String scaling) {
    return new SecondMethod("llama", "\"rope_scaling\": " + scaling + ",", false, false);
  }

  private static double[] plain() {
    return frequencies(SecondMethod.BASE);
  }

  private static double[] frequencies(double base) {
    double[] f = new double[SecondMethod.HEAD / 2];
    for (int i = 0; i < f.length; i++) {
      f[i] = Math.pow(base, -2.0 * i / SecondMethod.HEAD);
    }
    return f;
  }

  /// The (fractional) number of the pair that turns so many times over a length.
  private static double pairThatTurns(double turns, double length) {
    double low = -20;
    double high = 20;
    for (int i = 0; i < 200; i++) {
      double middle = (low + high) / 2;
      double frequency = Math.pow(SecondMethod.BASE, -2 * middle / SecondMethod.HEAD);
      if (length * frequency / (2 * Math.PI) > turns) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
