package dev.unmask.measure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.golden.GoldenCase;
import dev.unmask.golden.GoldenCases;
import dev.unmask.golden.GoldenTensor;
import dev.unmask.golden.GoldenTests;
import dev.unmask.network.MaskedDenoiser;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/// The losses of MDLM, BD3LM and SEDD, from the authors' own uniform numbers.
class ValidationLossGoldenTest {
  @TestFactory
  Stream<DynamicNode> mdlm() {
    return GoldenTests.of(ValidationLossGoldenTest::checkMdlm, "mdlm_loss");
  }

  @TestFactory
  Stream<DynamicNode> bd3lm() {
    return GoldenTests.of(ValidationLossGoldenTest::checkBd3lm, "bd3lm_loss");
  }

  @TestFactory
  Stream<DynamicNode> sedd() {
    return GoldenTests.of(ValidationLossGoldenTest::checkSedd, "sedd_loss");
  }

  private static void checkMdlm(GoldenCases folder, GoldenCase c) {
    int[][] clean = c.tensor("x0").idRows();
    List<NoisedText> texts =
        LossNoise.mdlm(
            clean,
            c.tensor("t_uniforms").floats(),
            rows(c.tensor("mask_uniforms")),
            c.integer("mask_token_id"));
    checkNoise(c, texts);
    checkTimes(c, texts);
    checkLoss(c, ValidationLoss.of(model(folder, c), texts, counted(c, "attention_mask")));
  }

  private static void checkBd3lm(GoldenCases folder, GoldenCase c) {
    int[][] clean = c.tensor("x0").idRows();
    float[][] uniforms = rows(c.tensor("t_uniforms"));
    int block = c.integer("block_size");
    List<NoisedText> texts =
        LossNoise.bd3lm(
            clean, uniforms, rows(c.tensor("mask_uniforms")), c.integer("mask_token_id"), block);
    checkNoise(c, texts);
    float[][] t = rows(c.tensor("t"));
    for (int b = 0; b < t.length; b++) {
      NoisedText text = texts.get(b);
      for (int n = 0; n < text.masked().length; n++) {
        assertEquals(t[b][text.masked()[n] / block], 1 / text.weights()[n], 1e-6);
      }
    }
    boolean[][] counted = counted(c, "counted");
    for (boolean[] row : counted) {
      assertTrue(!row[0] && row[1], "all but the first position count");
    }
    checkLoss(c, ValidationLoss.of(model(folder, c), texts, counted));
  }

  private static void checkSedd(GoldenCases folder, GoldenCase c) {
    List<NoisedText> texts =
        LossNoise.sedd(
            c.tensor("x0").idRows(),
            c.tensor("t_uniforms").floats(),
            rows(c.tensor("mask_uniforms")),
            c.integer("mask_token_id"));
    checkNoise(c, texts);
    checkTimes(c, texts);
    double[] mine = ScoreEntropyLoss.of(model(folder, c), texts);
    float[] expected = c.tensor("loss").floats();
    assertEquals(expected.length, mine.length);
    for (int b = 0; b < mine.length; b++) {
      assertEquals(expected[b], mine[b], c.tolerance("loss_rel") * expected[b], "text " + b);
    }
  }

  private static void checkNoise(GoldenCase c, List<NoisedText> texts) {
    assertArrayEquals(
        c.tensor("x_t").idRows(), texts.stream().map(NoisedText::ids).toArray(int[][]::new));
  }

  private static void checkTimes(GoldenCase c, List<NoisedText> texts) {
    float[] t = c.tensor("t").floats();
    for (int b = 0; b < t.length; b++) {
      assertEquals(t[b], texts.get(b).time(), 1e-7);
    }
  }

  private static void checkLoss(GoldenCase c, ValidationLoss mine) {
    double loss = c.number("loss");
    assertEquals(loss, mine.loss(), c.tolerance("loss_rel") * loss, c.id());
    float[][] expected = rows(c.tensor("nll"));
    for (int b = 0; b < expected.length; b++) {
      for (int p = 0; p < expected[b].length; p++) {
        assertEquals(
            expected[b][p], mine.nats()[b][p], c.tolerance("nll_abs"), b + ", position " + p);
      }
    }
  }

  /// Two texts at a time, so that a batch is cut.
  private static MaskedCrossEntropy model(GoldenCases folder, GoldenCase c) {
    OptionalInt mask = OptionalInt.of(c.integer("mask_token_id"));
    return MaskedCrossEntropy.of(MaskedDenoiser.of(GoldenTests.network(folder), mask), 2);
  }

  private static boolean[][] counted(GoldenCase c, String name) {
    float[][] rows = rows(c.tensor(name));
    boolean[][] out = new boolean[rows.length][];
    for (int b = 0; b < rows.length; b++) {
      out[b] = new boolean[rows[b].length];
      for (int p = 0; p < out[b].length; p++) {
        out[b][p] = rows[b][p] != 0;
      }
    }
    return out;
  }

  private static float[][] rows(GoldenTensor tensor) {
    float[] flat = tensor.floats();
    int width = tensor.shape()[tensor.shape().length - 1];
    float[][] rows = new float[flat.length / width][];
    for (int r = 0; r < rows.length; r++) {
      rows[r] = Arrays.copyOfRange(flat, r * width, (r + 1) * width);
    }
    return rows;
  }
}
