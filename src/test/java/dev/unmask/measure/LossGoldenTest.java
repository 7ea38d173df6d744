package dev.unmask.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unmask.golden.GoldenCase;
import dev.unmask.golden.GoldenCases;
import dev.unmask.golden.GoldenTests;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/// The objective and the multiple-choice surrogate, for the authors' own noise.
class LossGoldenTest {
  @TestFactory
  Stream<DynamicNode> diffusionLoss() {
    return GoldenTests.of(LossGoldenTest::checkLoss, "diffusion_loss");
  }

  @TestFactory
  Stream<DynamicNode> surrogate() {
    return GoldenTests.of(LossGoldenTest::checkSurrogate, "eval_surrogate");
  }

  private static void checkLoss(GoldenCases folder, GoldenCase c) {
    int[][] clean = c.tensor("x0").idRows();
    float[] times = c.tensor("t").floats();
    double[] t = new double[times.length];
    for (int b = 0; b < t.length; b++) {
      t[b] = times[b];
    }
    byte[] allowed = c.hasTensor("allowed") ? c.tensor("allowed").bytes() : null;
    MaskedDiffusionLoss mine =
        MaskedDiffusionLoss.of(
            GoldenTests.network(folder),
            clean,
            c.tensor("x_t").idRows(),
            t,
            c.integer("mask_token_id"),
            c.flag("shift"),
            allowed);
    close(c.number("loss_weighted"), mine.weighted(), c.tolerance("loss_rel"), c.id());
    close(c.number("loss_unweighted"), mine.unweighted(), c.tolerance("loss_rel"), c.id());
    assertEquals(c.integer("masked_count"), mine.counted());
    float[] ce = c.tensor("ce_masked").floats();
    int width = ce.length / clean.length;
    // The reference leaves out position 0 where it shifts.
    int first = clean[0].length - width;
    for (int i = 0; i < ce.length; i++) {
      double nats = mine.crossEntropy()[i / width][i % width + first];
      assertEquals(ce[i], nats, c.tolerance("ce_abs"), c.id() + " at " + i);
    }
  }

  private static void checkSurrogate(GoldenCases folder, GoldenCase c) {
    int[][] clean = c.tensor("x0").idRows();
    int[][] rows = c.tensor("x_t").idRows();
    int levels = rows.length / clean.length;
    int[][][] noised = new int[levels][clean.length][];
    for (int i = 0; i < rows.length; i++) {
      noised[i / clean.length][i % clean.length] = rows[i];
    }
    Surrogate mine =
        Surrogate.of(
            GoldenTests.network(folder),
            clean,
            noised,
            c.integer("mask_token_id"),
            c.flag("shift"));
    close(c.number("score"), mine.score(), c.tolerance("score_rel"), c.id());
    float[] expected = c.tensor("level_loss").floats();
    for (int i = 0; i < levels; i++) {
      close(expected[i], mine.levels()[i], c.tolerance("score_rel"), c.id() + " level " + i);
    }
  }

  private static void close(double expected, double mine, double relative, String what) {
    assertEquals(expected, mine, Math.abs(expected) * relative, what);
  }
}
