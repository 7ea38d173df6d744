package dev.unmask.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unmask.golden.GoldenCase;
import dev.unmask.golden.GoldenCases;
import dev.unmask.golden.GoldenTests;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/// Logits, likelihoods and greedy text of the authors' own networks.
class NetworkGoldenTest {
  @TestFactory
  Stream<DynamicNode> logits() {
    return GoldenTests.of(NetworkGoldenTest::checkLogits, "logits");
  }

  @TestFactory
  Stream<DynamicNode> paddedLogits() {
    return GoldenTests.of(NetworkGoldenTest::checkPadded, "logits_padded");
  }

  @TestFactory
  Stream<DynamicNode> causalLogits() {
    return GoldenTests.of(NetworkGoldenTest::checkCausal, "logits_causal");
  }

  @TestFactory
  Stream<DynamicNode> greedyGeneration() {
    return GoldenTests.of(NetworkGoldenTest::checkGreedy, "greedy_generation");
  }

  private static void checkLogits(GoldenCases folder, GoldenCase c) {
    byte[] allowed = c.hasTensor("allowed") ? c.tensor("allowed").bytes() : null;
    float[] mine =
        GoldenTests.network(folder)
            .logits(Input.of(c.tensor("input_ids").idRows()).attending(allowed));
    assertArrayEquals(c.tensor("logits").floats(), mine, (float) c.tolerance("logits_abs"), c.id());
  }

  /// Columns that the mask hides are seen by nobody; rows there mean nothing and are not compared.
  private static void checkPadded(GoldenCases folder, GoldenCase c) {
    Network network = GoldenTests.network(folder);
    int[][] ids = c.tensor("input_ids").idRows();
    int[][] present = c.tensor("attention_mask").idRows();
    int length = ids[0].length;
    byte[] allowed = new byte[ids.length * length * length];
    for (int i = 0; i < allowed.length; i++) {
      allowed[i] = (byte) present[i / (length * length)][i % length];
    }
    float[] mine = network.logits(Input.of(ids).attending(allowed));
    float[] expected = c.tensor("logits").floats();
    int width = network.blueprint().vocabulary();
    for (int b = 0; b < ids.length; b++) {
      for (int t = 0; t < length; t++) {
        int from = (b * length + t) * width;
        if (present[b][t] == 1) {
          assertArrayEquals(
              Arrays.copyOfRange(expected, from, from + width),
              Arrays.copyOfRange(mine, from, from + width),
              (float) c.tolerance("logits_abs"),
              c.id());
        }
      }
    }
  }

  private static void checkCausal(GoldenCases folder, GoldenCase c) {
    Network network = GoldenTests.network(folder);
    int[][] ids = c.tensor("input_ids").idRows();
    assertArrayEquals(
        c.tensor("logits").floats(),
        network.logits(Input.of(ids)),
        (float) c.tolerance("logits_abs"),
        c.id());
    if (c.hasTensor("token_logprob")) {
      checkLikelihood(network, ids, c);
    }
  }

  private static void checkLikelihood(Network network, int[][] ids, GoldenCase c) {
    float[][] mine = AutoregressiveModel.of(network).logLikelihood(Arrays.asList(ids));
    float[] expected = c.tensor("token_logprob").floats();
    int n = 0;
    double sum = 0;
    for (float[] row : mine) {
      for (float logp : row) {
        assertEquals(expected[n++], logp, c.tolerance("logprob_abs"), c.id());
        sum -= logp;
      }
    }
    assertEquals(expected.length, n);
    double loss = c.tensor("loss").floats()[0];
    assertEquals(loss, sum / n, loss * c.tolerance("loss_rel"));
  }

  private static void checkGreedy(GoldenCases folder, GoldenCase c) {
    AutoregressiveModel model = AutoregressiveModel.of(GoldenTests.network(folder));
    int[][] prompts = c.tensor("input_ids").idRows();
    int[][] expected = c.tensor("output_ids").idRows();
    for (int b = 0; b < prompts.length; b++) {
      int[] mine = model.greedy(prompts[b], c.integer("new_tokens"));
      int from = expected[b].length == mine.length ? 0 : prompts[b].length;
      assertArrayEquals(expected[b], Arrays.copyOfRange(mine, from, mine.length), c.id());
    }
  }
}
