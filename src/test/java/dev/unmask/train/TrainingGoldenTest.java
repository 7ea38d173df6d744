package dev.unmask.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.engine.Device;
import dev.unmask.golden.GoldenCase;
import dev.unmask.golden.GoldenCases;
import dev.unmask.golden.GoldenTests;
import dev.unmask.network.Blueprint;
import dev.unmask.network.Families;
import dev.unmask.network.LossTerms;
import dev.unmask.network.Precision;
import dev.unmask.network.TrainableNetwork;
import dev.unmask.network.TrainedParts;
import dev.unmask.network.TrainedWeight;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// Five steps of AdamW on the authors' own batches and noise.
class TrainingGoldenTest {
  @TestFactory
  Stream<DynamicNode> trainingSteps() {
    return GoldenTests.of(TrainingGoldenTest::check, "training_steps");
  }

  private static void check(GoldenCases folder, GoldenCase c) {
    CheckpointFolder checkpoint = CheckpointFolder.open(folder.checkpoint().orElseThrow());
    Blueprint blueprint = Families.blueprint(checkpoint);
    AdamW.Settings settings =
        new AdamW.Settings(
            c.number("beta1"),
            c.number("beta2"),
            c.number("eps"),
            c.number("weight_decay"),
            c.text("decay").equals("all tensors") ? AdamW.Decayed.ALL : AdamW.Decayed.MATRICES,
            c.number("clip_global_norm"));
    try (TrainableNetwork network =
            TrainableNetwork.load(
                GoldenTests.torch(),
                Device.CPU,
                checkpoint,
                blueprint,
                Precision.F32,
                new TrainedParts.Full());
        AdamW adamW = new AdamW(GoldenTests.torch(), Device.CPU, network.trained(), settings)) {
      Map<String, TrainedWeight> weights =
          network.trained().stream().collect(Collectors.toMap(TrainedWeight::name, w -> w));
      for (int step = 0; step < c.integer("steps"); step++) {
        LossTerms terms = terms(c, step, blueprint);
        float[] ce = network.differentiate(terms);
        double loss = 0;
        for (int i = 0; i < ce.length; i++) {
          loss += (double) ce[i] * terms.weights()[i];
        }
        double expected = c.scalars().required("loss").get(step).asDouble();
        assertEquals(expected, loss, expected * c.tolerance("loss_rel"), "loss of step " + step);
        if (step == 0) {
          firstGradients(c, weights);
        }
        double norm = adamW.step(c.number("lr"));
        expected = c.scalars().required("grad_norm_before_clip").get(step).asDouble();
        assertEquals(expected, norm, expected * c.tolerance("grad_norm_rel"), "norm of " + step);
      }
      finalWeights(c, weights);
    }
  }

  private static LossTerms terms(GoldenCase c, int step, Blueprint blueprint) {
    if (c.hasTensor("batches")) {
      int[][] rows = c.tensor("batches").idRows();
      int batch = rows.length / c.integer("steps");
      NextToken part = NextToken.whole(Arrays.copyOfRange(rows, step * batch, (step + 1) * batch));
      return part.terms(part.targets(), null);
    }
    int[][] all = c.tensor("x0").idRows();
    int batch = all.length / c.integer("steps");
    int length = all[0].length;
    int[][] clean = Arrays.copyOfRange(all, step * batch, (step + 1) * batch);
    int[][] noised = Arrays.copyOfRange(c.tensor("x_t").idRows(), step * batch, (step + 1) * batch);
    boolean[][] masked = new boolean[batch][length];
    double[] times = new double[batch];
    for (int b = 0; b < batch; b++) {
      times[b] = c.tensor("t").floats()[step * batch + b];
      for (int p = 0; p < length; p++) {
        masked[b][p] = noised[b][p] == c.integer("mask_token_id");
      }
    }
    byte[] allowed = c.tensor("allowed").bytes();
    int square = length * length;
    MaskedRows rows = new MaskedRows(clean, masked, times);
    return rows.terms(
        c.integer("mask_token_id"),
        blueprint.shifted(),
        MaskedRows.Weight.TIME,
        rows.targets(blueprint.shifted()),
        Arrays.copyOfRange(allowed, step * square, (step + 1) * square));
  }

  private static void firstGradients(GoldenCase c, Map<String, TrainedWeight> weights) {
    for (String name : c.tensorNames()) {
      if (name.startsWith("grad1:")) {
        float[] expected = c.tensor(name).floats();
        float[] mine = weight(weights, name.substring(6)).gradient().floats();
        double largest = 0;
        for (float x : expected) {
          largest = Math.max(largest, Math.abs(x));
        }
        for (int i = 0; i < mine.length; i++) {
          assertEquals(
              expected[i], mine[i], largest * c.tolerance("grad_norm_rel"), name + " at " + i);
        }
      }
    }
  }

  private static TrainedWeight weight(Map<String, TrainedWeight> weights, String name) {
    return Objects.requireNonNull(weights.get(name), name);
  }

  private static void finalWeights(GoldenCase c, Map<String, TrainedWeight> weights) {
    JsonNode finals = c.scalars().required("final_weights");
    assertEquals(finals.size(), weights.size());
    for (Map.Entry<String, JsonNode> e : finals.properties()) {
      float[] mine = weight(weights, e.getKey()).value().floats();
      double tolerance = e.getValue().required("tolerance_abs").asDouble();
      double sum = 0;
      double squares = 0;
      for (float x : mine) {
        sum += x;
        squares += (double) x * x;
      }
      double rounding = tolerance * mine.length;
      assertEquals(e.getValue().required("sum").asDouble(), sum, rounding, e.getKey());
      assertEquals(
          e.getValue().required("l2").asDouble(),
          Math.sqrt(squares),
          tolerance * Math.sqrt(mine.length),
          e.getKey());
      if (c.hasTensor("final:" + e.getKey())) {
        float[] expected = c.tensor("final:" + e.getKey()).floats();
        for (int i = 0; i < mine.length; i++) {
          assertEquals(expected[i], mine[i], tolerance, e.getKey() + " at " + i);
        }
      }
    }
  }
}
