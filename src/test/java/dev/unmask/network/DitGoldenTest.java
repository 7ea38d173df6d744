package dev.unmask.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.golden.GoldenCase;
import dev.unmask.golden.GoldenCases;
import dev.unmask.golden.GoldenTests;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/// The networks of MDLM, BD3LM and SEDD: noise levels, parameterisations, block attention.
class DitGoldenTest {
  @TestFactory
  Stream<DynamicNode> noiseLevels() {
    return GoldenTests.of(DitGoldenTest::checkSigma, "logits_sigma");
  }

  @TestFactory
  Stream<DynamicNode> parameterisation() {
    return GoldenTests.of(DitGoldenTest::checkSubs, "subs_log_probs");
  }

  @TestFactory
  Stream<DynamicNode> blockTraining() {
    return GoldenTests.of(DitGoldenTest::checkBlockTraining, "logits_block_train");
  }

  @TestFactory
  Stream<DynamicNode> blockCache() {
    return GoldenTests.of(DitGoldenTest::checkBlockCache, "logits_block_kv");
  }

  @TestFactory
  Stream<DynamicNode> logScore() {
    return GoldenTests.of(DitGoldenTest::checkLogScore, "sedd_log_score");
  }

  private static void checkSigma(GoldenCases folder, GoldenCase c) {
    Input input = Input.of(c.tensor("input_ids").idRows()).noised(doubles(c, "sigma"));
    assertArrayEquals(
        c.tensor("logits").floats(),
        GoldenTests.network(folder).logits(input),
        (float) c.tolerance("logits_abs"));
  }

  private static void checkSubs(GoldenCases folder, GoldenCase c) {
    Network network = GoldenTests.network(folder);
    int mask = c.integer("mask_token_id");
    MaskedDenoiser model = MaskedDenoiser.of(network, OptionalInt.of(mask));
    int vocabulary = model.vocabularySize();
    int[][] ids = c.tensor("input_ids").idRows();
    float[] expected = c.tensor("log_probs").floats();
    int length = ids[0].length;
    for (int b = 0; b < ids.length; b++) {
      int[] row = ids[b];
      int[] masked = IntStream.range(0, length).filter(p -> row[p] == mask).toArray();
      Question all =
          new Question(
              new int[][] {row},
              new int[][] {masked},
              TokenDraw.argmax(),
              new double[0][],
              vocabulary,
              1);
      Beliefs beliefs = model.believe(all).getFirst();
      for (int i = 0; i < masked.length; i++) {
        int from = (b * length + masked[i]) * vocabulary;
        for (int k = 0; k < vocabulary; k++) {
          int token = beliefs.topIds()[i * vocabulary + k];
          float mine = beliefs.topLogProbabilities()[i * vocabulary + k];
          float theirs = expected[from + token];
          if (theirs < -1e5) {
            assertEquals(mask, token);
            assertEquals(Float.NEGATIVE_INFINITY, mine);
          } else {
            assertEquals(theirs, mine, c.tolerance("log_prob_abs"), "token " + token);
          }
        }
      }
      for (int p = 0; p < length; p++) {
        if (row[p] != mask) {
          // A given token is certain: that is what a canvas with roles says without a network.
          assertEquals(0, expected[(b * length + p) * vocabulary + row[p]], 1e-6);
        }
      }
    }
  }

  private static void checkBlockTraining(GoldenCases folder, GoldenCase c) {
    int[][] noised = c.tensor("x_t").idRows();
    int[][] clean = c.tensor("x_0").idRows();
    int length = noised[0].length;
    int[][] both = new int[noised.length][];
    for (int b = 0; b < both.length; b++) {
      both[b] = Arrays.copyOf(noised[b], 2 * length);
      System.arraycopy(clean[b], 0, both[b], length, length);
    }
    byte[] allowed = BlockAttention.training(length, c.integer("block_size"));
    assertArrayEquals(c.tensor("allowed").bytes(), allowed);
    Input input =
        Input.of(both)
            .at(IntStream.range(0, 2 * length).map(i -> i % length).toArray())
            .attending(allowed);
    float[] mine = GoldenTests.network(folder).logits(input);
    float[] expected = c.tensor("logits").floats();
    int row = expected.length / both.length;
    for (int b = 0; b < both.length; b++) {
      assertArrayEquals(
          Arrays.copyOfRange(expected, b * row, (b + 1) * row),
          Arrays.copyOfRange(mine, 2 * b * row, 2 * b * row + row),
          (float) c.tolerance("logits_abs"));
    }
  }

  private static void checkBlockCache(GoldenCases folder, GoldenCase c) {
    Network network = GoldenTests.network(folder);
    int[] ids = c.tensor("input_ids").idRows()[0];
    int block = c.integer("block_size");
    assertArrayEquals(
        c.tensor("allowed").bytes(), BlockAttention.causal(ids.length, block), "attention");
    float[] expected = c.tensor("logits").floats();
    int width = expected.length / ids.length;
    try (Decoding text = new Decoding(network, ids.length)) {
      for (int from = 0; from < ids.length; from += block) {
        boolean keep = from + block < ids.length;
        float[] mine = text.block(Arrays.copyOfRange(ids, from, from + block), keep);
        assertArrayEquals(
            Arrays.copyOfRange(expected, from * width, (from + block) * width),
            mine,
            (float) c.tolerance("logits_abs"),
            "block at " + from);
      }
      assertEquals(ids.length - block, text.length());
    }
  }

  private static void checkLogScore(GoldenCases folder, GoldenCase c) {
    Network network = GoldenTests.network(folder);
    int[][] ids = c.tensor("input_ids").idRows();
    double[] sigma = doubles(c, "sigma");
    float[] z = network.logits(Input.of(ids).noised(sigma));
    float[] mine = ScoreEntropy.logScore(z, ids, sigma);
    float[] expected = c.tensor("log_score").floats();
    assertEquals(expected.length, mine.length);
    double tolerance = c.tolerance("log_score_abs");
    for (int i = 0; i < mine.length; i++) {
      assertEquals(expected[i], mine[i], tolerance, "entry " + i);
    }
    assertTrue(mine.length > 0);
  }

  private static double[] doubles(GoldenCase c, String name) {
    float[] f = c.tensor(name).floats();
    return IntStream.range(0, f.length).mapToDouble(i -> f[i]).toArray();
  }
}
