package dev.unmask.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.engine.Device;
import dev.unmask.golden.GoldenCase;
import dev.unmask.golden.GoldenCases;
import dev.unmask.golden.GoldenTests;
import dev.unmask.network.FlowTerms;
import dev.unmask.network.Input;
import dev.unmask.network.LossTerms;
import dev.unmask.network.Precision;
import dev.unmask.network.TrainableFlow;
import dev.unmask.network.TrainedWeight;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// Three steps of the authors' training of a flow beside its frozen base.
class FlowTrainingGoldenTest {
  private static final int EOS = 2;

  @TestFactory
  Stream<DynamicNode> steps() {
    return GoldenTests.of(FlowTrainingGoldenTest::check, "adamw");
  }

  private static void check(GoldenCases folder, GoldenCase c) {
    CheckpointFolder checkpoint = CheckpointFolder.open(folder.checkpoint().orElseThrow());
    JsonNode betas = c.scalars().required("betas");
    AdamW.Settings settings =
        new AdamW.Settings(
            betas.get(0).asDouble(),
            betas.get(1).asDouble(),
            c.number("eps"),
            c.number("weight_decay"),
            AdamW.Decayed.NOT_BIASES,
            c.number("clip"));
    try (TrainableFlow flow =
            TrainableFlow.load(GoldenTests.torch(), Device.CPU, checkpoint, Precision.F32);
        AdamW adamW = new AdamW(GoldenTests.torch(), Device.CPU, flow.trained(), settings)) {
      checkDecay(c, flow);
      LossTerms first = terms(c, 0, flow);
      JsonNode losses = c.scalars().required("losses");
      for (int step = 0; step < losses.size(); step++) {
        LossTerms terms = terms(c, step, flow);
        float[] before = flow.losses(terms);
        float[] each = flow.differentiate(terms);
        assertArrayEquals(before, each, 1e-5f, "with and without gradients");
        near(c, "losses", losses.get(step).asDouble(), mean(each), "loss " + step);
        if (step == 0) {
          checkGradients(c, flow);
        }
        double norm = adamW.step(c.number("lr"));
        double expected = c.scalars().required("total_grad_norms").get(step).asDouble();
        near(c, "grad_norm", expected, norm, "norm " + step);
        if (step == 0) {
          near(c, "losses", c.number("loss_after_1"), mean(flow.losses(first)), "after 1");
        }
      }
      near(c, "losses", c.number("loss_after_3"), mean(flow.losses(first)), "after 3");
      checkWeights(c, flow);
    }
  }

  private static void checkDecay(GoldenCase c, TrainableFlow flow) {
    JsonNode applies = c.scalars().required("weight_decay_applies");
    assertEquals(applies.size(), flow.trained().size(), "trained tensors");
    for (TrainedWeight w : flow.trained()) {
      assertEquals(
          applies.required(w.name()).asBoolean(), AdamW.Decayed.NOT_BIASES.holds(w), w.name());
    }
  }

  private static void checkGradients(GoldenCase c, TrainableFlow flow) {
    JsonNode norms = c.scalars().required("grad_norm_step0");
    for (TrainedWeight w : flow.trained()) {
      float[] mine = w.gradient().floats();
      double squares = 0;
      for (float g : mine) {
        squares += (double) g * g;
      }
      near(c, "grad_norm", norms.required(w.name()).asDouble(), Math.sqrt(squares), w.name());
      if (c.hasTensor("output.grad/" + w.name())) {
        c.close("grad/" + w.name(), "grad", mine);
      }
    }
  }

  /// Entries whose gradient is nearly zero are blown up by Adam: most must agree closely, all
  /// roughly.
  private static void checkWeights(GoldenCase c, TrainableFlow flow) {
    JsonNode after = c.tolerance().required("after");
    int checked = 0;
    for (TrainedWeight w : flow.trained()) {
      if (!c.hasTensor("output.after3/" + w.name())) {
        continue;
      }
      float[] expected = c.tensor("output.after3/" + w.name()).floats();
      float[] mine = w.value().floats();
      int good = 0;
      for (int i = 0; i < mine.length; i++) {
        double off = Math.abs((double) mine[i] - expected[i]);
        assertTrue(off <= after.required("max_abs").asDouble(), w.name() + " " + i + ": " + off);
        good += off <= c.allowed("after", expected[i]) ? 1 : 0;
      }
      double share = (double) good / mine.length;
      // One entry of a short bias may be the exception, too.
      boolean most = share >= after.required("fraction").asDouble() || mine.length - good <= 1;
      assertTrue(most, w.name() + ": only " + share + " agree");
      checked++;
    }
    long recorded = c.tensorNames().stream().filter(n -> n.startsWith("output.after3/")).count();
    assertEquals(recorded, checked, "tensors compared");
  }

  private static LossTerms terms(GoldenCase c, int step, TrainableFlow flow) {
    int length = c.tensor("input.t_uniform_0").shape()[1];
    int[][] ids = new int[2][length];
    int[] rows = new int[2 * length];
    int[] targets = new int[2 * length];
    int[] tokens = new int[2 * length];
    int n = 0;
    for (int b = 0; b < 2; b++) {
      int[] context = c.tensor("input.context" + b).ints();
      int[] response = c.tensor("input.response" + b).ints();
      Arrays.fill(ids[b], EOS);
      System.arraycopy(context, 0, ids[b], 0, context.length);
      System.arraycopy(response, 0, ids[b], context.length, response.length);
      for (int i = 0; i <= response.length; i++) {
        int at = b * length + context.length - 1 + i;
        rows[n] = at;
        targets[n] = i < response.length ? response[i] : EOS;
        tokens[at] = targets[n++];
      }
    }
    float[] weights = new float[n];
    Arrays.fill(weights, 1f / n);
    int[] classes = new int[0];
    if (c.hasTensor("input.class_labels")) {
      int[] each = c.tensor("input.class_labels").ints();
      double dropped = flow.shape().classes().dropout();
      double[] uniform = c.tensor("input.drop_uniform_" + step).numbers();
      classes =
          IntStream.range(0, 2 * length)
              .map(i -> uniform[i] < dropped ? flow.shape().classes().none() : each[i / length])
              .toArray();
    }
    return new LossTerms(
        Input.of(ids),
        Arrays.copyOf(rows, n),
        Arrays.copyOf(targets, n),
        weights,
        new FlowTerms(
            c.tensor("input.t_uniform_" + step).numbers(),
            c.tensor("input.eps_" + step).floats(),
            tokens,
            classes));
  }

  private static double mean(float[] each) {
    double sum = 0;
    for (float e : each) {
      sum += e;
    }
    return sum / each.length;
  }

  private static void near(
      GoldenCase c, String tolerance, double expected, double mine, String what) {
    assertEquals(expected, mine, c.allowed(tolerance, expected), what);
  }
}
