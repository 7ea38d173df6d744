package dev.unmask.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unmask.golden.GoldenCase;
import dev.unmask.golden.GoldenCases;
import dev.unmask.golden.GoldenTests;
import dev.unmask.network.Estimate;
import dev.unmask.network.FlowModel;
import dev.unmask.network.TokenDraw;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// The authors' teacher-forced evaluation, number by number.
class TeacherForcedGoldenTest {
  private static final int EOS = 2;

  @TestFactory
  Stream<DynamicNode> courses() {
    return GoldenTests.of(TeacherForcedGoldenTest::check, "nstep_eval");
  }

  private static void check(GoldenCases folder, GoldenCase c) {
    FlowModel model = GoldenTests.flow(folder);
    int length = c.tensor("input.t_uniform").shape()[1];
    int[][] ids = new int[2][length];
    int[] labels = new int[2 * length];
    Arrays.fill(labels, TeacherForced.IGNORED);
    for (int b = 0; b < 2; b++) {
      int[] context = c.tensor("input.context" + b).ints();
      int[] response = c.tensor("input.response" + b).ints();
      Arrays.fill(ids[b], EOS);
      System.arraycopy(context, 0, ids[b], 0, context.length);
      System.arraycopy(response, 0, ids[b], context.length, response.length);
      for (int i = 0; i <= response.length; i++) {
        int at = b * length + context.length - 1 + i;
        labels[at] = i < response.length ? response[i] : EOS;
      }
    }
    int @Nullable [] classes = c.hasTensor("input.class_labels") ? spread(c, length) : null;
    try (TeacherForced text = new TeacherForced(model, ids, labels)) {
      random(model, c, text, labels, classes, "", "");
      course(model, c, text, classes, "", "");
      if (classes != null) {
        random(model, c, text, labels, null, "_null", "_wo_guidance");
        course(model, c, text, null, "_null", "_wo_guidance");
      }
      TeacherForced.Level base = text.level(0, null, new double[0], null);
      statistics(c, "_wo_flow", base);
    }
  }

  private static int[] spread(GoldenCase c, int length) {
    int[] each = c.tensor("input.class_labels").ints();
    return IntStream.range(0, each.length * length).map(i -> each[i / length]).toArray();
  }

  /// One random time for each token.
  private static void random(
      FlowModel model,
      GoldenCase c,
      TeacherForced text,
      int[] labels,
      int @Nullable [] classes,
      String input,
      String output) {
    double[] t = c.tensor("input.t_uniform" + input).numbers();
    double[][] eps = c.tensor("input.eps" + input).rows();
    int width = model.shape().width();
    float[] table = model.table();
    double[][] x = new double[t.length][];
    for (int i = 0; i < t.length; i++) {
      int token = Math.max(0, labels[i]);
      double[] x1 = new double[width];
      Arrays.setAll(x1, j -> table[token * width + j]);
      double[] x0 = Arrays.stream(eps[i]).map(e -> model.shape().sigma() * e).toArray();
      x[i] = StraightPath.between(x0, x1, t[i]);
    }
    TeacherForced.Level level = text.level(Double.NaN, x, t, classes);
    statistics(c, output, level);
    if (input.isEmpty()) {
      bins(c, level, wanted(labels, t));
    }
  }

  private static double[] wanted(int[] labels, double[] t) {
    return IntStream.range(0, t.length)
        .filter(i -> labels[i] != TeacherForced.IGNORED)
        .mapToDouble(i -> t[i])
        .toArray();
  }

  private static void bins(GoldenCase c, TeacherForced.Level level, double[] t) {
    // Quarters, printed with one digit.
    double[] edges = {0, 0.25, 0.5, 0.75, 1};
    String[] names = {"", "/t0.0-0.2", "/t0.2-0.5", "/t0.5-0.8", "/t0.8-1.0"};
    int all = 0;
    for (int e = 1; e < edges.length; e++) {
      double from = edges[e - 1];
      double to = edges[e];
      double[] in =
          IntStream.range(0, t.length)
              .filter(i -> t[i] >= from && t[i] < to)
              .mapToDouble(i -> level.losses()[i])
              .toArray();
      all += in.length;
      String name = names[e];
      statistic(c, "binned_count" + name, in.length);
      if (in.length > 0) {
        statistic(c, "binned_ppl" + name, Math.exp(Arrays.stream(in).average().orElseThrow()));
      }
    }
    assertEquals(t.length, all);
  }

  private static void course(
      FlowModel model,
      GoldenCase c,
      TeacherForced text,
      int @Nullable [] classes,
      String input,
      String output) {
    double weight = c.hasScalar("guidance") ? c.number("guidance") : 1;
    int points = c.integer("grid_points");
    FlowSettings settings =
        new FlowSettings(
            Solver.named(c.text("method")).orElseThrow(),
            TimeGrid.linspace(points, 1),
            StepControl.PUBLISHED,
            EndRule.BUG_COMPATIBLE,
            false,
            Estimate.ARGMAX,
            new HeatSchedule.Constant(0),
            new Guidance(classes == null ? -1 : 0, weight, false),
            TokenDraw.argmax(),
            1);
    double sigma = model.shape().sigma();
    double[][] recorded = c.tensor("input.noise" + input).rows();
    double largest =
        Arrays.stream(recorded).flatMapToDouble(Arrays::stream).map(Math::abs).max().orElse(0);
    // The recorded noise is either standard normal or times its deviation already.
    double times = largest < 8 ? sigma : 1;
    double[][] x0 =
        Arrays.stream(recorded)
            .map(r -> Arrays.stream(r).map(v -> times * v).toArray())
            .toArray(double[][]::new);
    TeacherForced.Course course = text.course(settings, x0, classes);
    c.close(
        "trajectory" + input,
        "trajectory",
        Arrays.stream(course.states())
            .flatMap(Arrays::stream)
            .flatMapToDouble(Arrays::stream)
            .toArray());
    JsonNode each = c.scalars().required("per_grid_point");
    List<TeacherForced.Level> levels = course.levels();
    for (int k = 0; k < points; k++) {
      JsonNode at = each.required(String.valueOf(k));
      assertEquals(at.required("time").asDouble(), levels.get(k).time());
      near(c, at, "loss" + output + "/intermediate_nstep", levels.get(k).loss());
      near(c, at, "ppl" + output + "/intermediate_nstep", levels.get(k).perplexity());
      near(
          c, at, "acc_expected" + output + "/intermediate_nstep", levels.get(k).expectedAccuracy());
      near(c, at, "acc_greedy" + output + "/intermediate_nstep", levels.get(k).greedyAccuracy());
    }
    statistics(c, output + "/final_step", levels.getLast());
    statistics(c, output + "/" + points + "_nstep", levels.getLast());
    TeacherForced.Level best =
        levels.stream().min(Comparator.comparingDouble(TeacherForced.Level::loss)).orElseThrow();
    statistic(c, "loss" + output + "/best_step", best.loss());
    statistic(c, "time/loss" + output + "/best", best.time());
    statistic(c, "index/loss" + output + "/best_out_of_" + points, levels.indexOf(best));
  }

  private static void statistics(GoldenCase c, String suffix, TeacherForced.Level level) {
    statistic(c, "loss" + suffix, level.loss());
    statistic(c, "ppl" + suffix, level.perplexity());
    statistic(c, "acc_expected" + suffix, level.expectedAccuracy());
    statistic(c, "acc_greedy" + suffix, level.greedyAccuracy());
  }

  private static void statistic(GoldenCase c, String name, double mine) {
    near(c, c.scalars().required("statistics"), name, mine);
  }

  private static void near(GoldenCase c, JsonNode of, String name, double mine) {
    double expected = of.required(name).asDouble();
    assertEquals(expected, mine, c.allowed("statistics", expected), name);
  }
}
