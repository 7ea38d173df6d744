package dev.unmask.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unmask.golden.GoldenCase;
import dev.unmask.golden.GoldenCases;
import dev.unmask.golden.GoldenTensor;
import dev.unmask.golden.GoldenTests;
import dev.unmask.network.Beliefs;
import dev.unmask.network.Estimate;
import dev.unmask.network.FlowModel;
import dev.unmask.network.TokenDraw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// Tokens that the authors' code integrated, texts that it wrote, from its own random numbers.
class FlowGoldenTest {
  @TestFactory
  Stream<DynamicNode> integrations() {
    return GoldenTests.of(
        FlowGoldenTest::checkIntegration, "integrate", "integrate_sampled", "integrate_guided");
  }

  @TestFactory
  Stream<DynamicNode> texts() {
    return GoldenTests.of(FlowGoldenTest::checkGeneration, "generate");
  }

  @TestFactory
  Stream<DynamicNode> baseTexts() {
    return GoldenTests.of(FlowGoldenTest::checkBase, "generate_base");
  }

  @TestFactory
  Stream<DynamicNode> midway() {
    return GoldenTests.of(FlowGoldenTest::checkMidway, "midway");
  }

  @TestFactory
  Stream<DynamicNode> maps() {
    return GoldenTests.of(FlowGoldenTest::checkMaps, "time_map");
  }

  @TestFactory
  Stream<DynamicNode> temperatures() {
    return GoldenTests.of(FlowGoldenTest::checkHeat, "temperature");
  }

  @TestFactory
  Stream<DynamicNode> noise() {
    return GoldenTests.of(FlowGoldenTest::checkNoise, "noise");
  }

  /// Recorded random numbers.
  ///
  /// @param x0 noise of each token, times sigma
  /// @param estimates uniform numbers of each token, class and null branch in turn where there are
  ///     two
  private record Recorded(
      double sigma, double[][] x0, double[][] estimates, int branches, double[] choices)
      implements FlowNoise {
    @Override
    public double normal(int token, int coordinate) {
      return x0[token][coordinate] / sigma;
    }

    @Override
    public double estimate(int token, int evaluation, int branch) {
      return estimates[token][evaluation * branches + branch];
    }

    @Override
    public double choice(int token) {
      return choices.length == 0 ? 0 : choices[token];
    }
  }

  private static void checkIntegration(GoldenCases folder, GoldenCase c) {
    FlowModel model = GoldenTests.flow(folder);
    FlowSettings settings = settings(c);
    assertArrayEquals(c.tensor("output.grid").numbers(), settings.grid().times(), "grid");
    double[][] estimates =
        c.hasTensor("input.uniform")
            ? new double[][] {c.tensor("input.uniform").doubles()}
            : new double[0][];
    double sigma = model.shape().sigma();
    int branches = settings.guidance().label() < 0 ? 1 : 2;
    Recorded noise =
        new Recorded(sigma, c.tensor("input.x0").rows(), estimates, branches, new double[0]);
    try (FlowDecoder decoder = decoder(model, c, settings, noise)) {
      TokenFlow flow = decoder.integrate(new int[] {0}, new FlowDecoder.Watcher() {})[0];
      assertEquals(Integration.End.REACHED, flow.end());
      c.close("states", flat(flow.run().states()));
      int @Nullable [] label = label(settings);
      double end = settings.grid().end();
      float[] logits =
          decoder
              .texts()
              .logits(new int[] {0}, new double[][] {flow.last()}, new double[] {end}, label);
      c.close("final_logits", logits);
      boolean exact = !c.hasScalar("counts_are_exact") || c.flag("counts_are_exact");
      if (exact && (!settings.solver().adaptive() || c.hasScalar("counts_are_exact"))) {
        checkCounts(c, settings, flow);
      }
    }
  }

  private static void checkCounts(GoldenCase c, FlowSettings settings, TokenFlow flow) {
    assertEquals(c.integer("function_calls"), flow.run().evaluations(), "function calls");
    // At weight 1 the reference asks for a null branch that has no part in the velocity.
    boolean spared = settings.guidance().label() >= 0 && settings.guidance().weight() == 1;
    assertEquals(
        c.integer("network_calls_in_solver"), (spared ? 2 : 1) * flow.calls(), "network calls");
    List<FlowEvaluation> asked = flow.judged();
    // With a class, its branch and the null branch are recorded in turn.
    int every = settings.guidance().label() < 0 ? 1 : 2;
    compare(c, "eval_temperature", every, asked.stream().mapToDouble(FlowEvaluation::heat));
    DoubleStream best = asked.stream().mapToDouble(e -> e.topIds()[0]);
    if (c.kind().equals("integrate_sampled")) {
      compare(c, "x1_token", every, asked.stream().mapToDouble(FlowEvaluation::token));
    } else if (c.tolerance().has("eval_argmax")) {
      compare(c, "eval_argmax", every, best);
    } else {
      compare(c, "argmax_class", 1, best);
    }
    if (c.hasScalar("attempted_steps")) {
      List<Attempt> attempts = flow.run().attempts();
      assertEquals(c.integer("attempted_steps"), attempts.size(), "attempts");
      List<Attempt> accepted = attempts.stream().filter(Attempt::accepted).toList();
      assertEquals(c.integer("accepted_steps"), accepted.size(), "accepted");
      if (c.hasTensor("output.accepted_t1")) {
        c.close("accepted_t1", accepted.stream().mapToDouble(a -> a.from() + a.size()).toArray());
      }
    }
  }

  private static void compare(GoldenCase c, String name, int every, DoubleStream mine) {
    if (!c.hasTensor("output." + name)) {
      return;
    }
    double[] expected = c.tensor("output." + name).numbers();
    double[] got = mine.toArray();
    assertEquals(expected.length, every * got.length, name);
    for (int i = 0; i < got.length; i++) {
      assertEquals(expected[i * every], got[i], 1e-6, name + " " + i);
    }
  }

  private static void checkGeneration(GoldenCases folder, GoldenCase c) {
    FlowModel model = GoldenTests.flow(folder);
    GoldenTensor noise = c.tensor("input.noise");
    int rows = noise.shape()[1];
    int[][] prompts = new int[rows][];
    List<FlowNoise> random = new ArrayList<>();
    for (int b = 0; b < rows; b++) {
      prompts[b] = c.tensor("input.prompt" + b).ints();
      random.add(recorded(model, c, b, rows));
    }
    int[][] classes = classes(c, rows);
    int[] expected = c.tensor("output.tokens").ints();
    // The recorded classes of a batch differ, the settings of a decoder hold for all its texts: so
    // each text is written alone, and then all together without classes where there are none.
    for (int b = 0; b < rows; b++) {
      FlowSettings settings = settings(c, classes[b][0]);
      int[] mine = write(model, c, settings, prompts, random, new int[] {b}, expected, rows);
      assertArrayEquals(column(expected, b, rows), mine, "text " + b);
    }
    if (rows > 1 && classes[0][0] < 0) {
      int[] all = IntStream.range(0, rows).toArray();
      int[] mine = write(model, c, settings(c, -1), prompts, random, all, expected, rows);
      assertArrayEquals(expected, mine, "together");
    }
  }

  /// Writes some of the texts together and compares states and logits on the way.
  private static int[] write(
      FlowModel model,
      GoldenCase c,
      FlowSettings settings,
      int[][] prompts,
      List<FlowNoise> random,
      int[] of,
      int[] expected,
      int rows) {
    int tokens = expected.length / rows;
    int[][] chosenPrompts = IntStream.of(of).mapToObj(b -> prompts[b]).toArray(int[][]::new);
    List<FlowNoise> noise = IntStream.of(of).mapToObj(random::get).toList();
    int[] all = IntStream.range(0, of.length).toArray();
    double[][] states = c.tensor("output.x_final").rows();
    double[][] recorded = c.tensor("output.final_logits").rows();
    int[] written = new int[tokens * of.length];
    try (FlowDecoder decoder =
        new FlowDecoder(model, plane(model), chosenPrompts, tokens, settings, noise)) {
      for (int k = 0; k < tokens; k++) {
        TokenFlow[] flows = decoder.integrate(all, new FlowDecoder.Watcher() {});
        int[] next = new int[of.length];
        for (int i = 0; i < of.length; i++) {
          near(c, "x_final", states[k * rows + of[i]], flows[i].last());
          assertEquals(function(c, k), flows[i].run().evaluations());
        }
        List<FlowFrame> frames = decoder.next(all, new FlowDecoder.Watcher() {});
        for (int i = 0; i < of.length; i++) {
          next[i] = frames.get(i).token();
          written[k * of.length + i] = next[i];
          float[] logits =
              decoder
                  .texts()
                  .logits(
                      new int[] {i},
                      new double[][] {flows[i].last()},
                      new double[] {1},
                      label(settings));
          near(c, "final_logits", recorded[k * rows + of[i]], wide(logits));
        }
        decoder.append(next);
      }
    }
    return written;
  }

  private static int function(GoldenCase c, int token) {
    return c.scalars().required("function_calls_per_token").get(token).asInt();
  }

  private static Recorded recorded(FlowModel model, GoldenCase c, int row, int rows) {
    double[][] noise = c.tensor("input.noise").rows();
    int tokens = noise.length / rows;
    double[][] x0 = new double[tokens][];
    Arrays.setAll(x0, k -> noise[k * rows + row]);
    double[] choices = new double[0];
    if (c.hasTensor("input.final_uniform")) {
      double[] all = c.tensor("input.final_uniform").doubles();
      choices = IntStream.range(0, tokens).mapToDouble(k -> all[k * rows + row]).toArray();
    }
    double[][] estimates = new double[tokens][];
    int branches = 1;
    if (c.hasTensor("input.x1_uniform")) {
      GoldenTensor all = c.tensor("input.x1_uniform");
      double[] flat = all.doubles();
      int each = all.shape()[1];
      branches = each / function(c, 0);
      for (int k = 0; k < tokens; k++) {
        estimates[k] = new double[each];
        for (int e = 0; e < each; e++) {
          estimates[k][e] = flat[(k * each + e) * rows + row];
        }
      }
    }
    return new Recorded(model.shape().sigma(), x0, estimates, branches, choices);
  }

  private static void checkBase(GoldenCases folder, GoldenCase c) {
    assertArrayEquals(
        c.tensor("output.tokens").ints(),
        base(GoldenTests.flow(folder), c, c.tensor("output.tokens").size()));
  }

  private static int[] base(FlowModel model, GoldenCase c, int tokens) {
    int[] out = new int[tokens];
    try (var text = model.decode(1, 40)) {
      int[] fresh = c.tensor("input.prompt0").ints();
      for (int k = 0; k < tokens; k++) {
        text.append(new int[][] {fresh});
        Beliefs said =
            text.choose(
                    new int[] {0}, null, new double[0], null, TokenDraw.argmax(), new double[1], 1)
                .getFirst();
        out[k] = said.candidates()[0];
        fresh = new int[] {out[k]};
      }
    }
    return out;
  }

  private static void checkMidway(GoldenCases folder, GoldenCase c) {
    FlowModel model = GoldenTests.flow(folder);
    FlowSettings full = settings(c);
    assertArrayEquals(c.tensor("output.grid_full").numbers(), full.grid().times());
    for (JsonNode of : c.scalars().required("decode_order")) {
      String name = of.asString();
      int[] expected = c.tensor("output.tokens_" + name).ints();
      if (name.equals("1")) {
        assertArrayEquals(expected, base(model, c, expected.length), "base");
        continue;
      }
      TimeGrid grid =
          name.equals("full") ? full.grid() : full.grid().midway(Integer.parseInt(name));
      assertArrayEquals(c.tensor("output.grid_" + name).numbers(), grid.times(), name);
      Recorded noise =
          new Recorded(
              model.shape().sigma(),
              c.tensor("input.noise_" + name).rows(),
              new double[0][],
              1,
              new double[0]);
      int[] mine = new int[expected.length];
      try (FlowDecoder decoder =
          new FlowDecoder(
              model,
              plane(model),
              new int[][] {c.tensor("input.prompt0").ints()},
              mine.length,
              settings(c, grid),
              List.of(noise))) {
        for (int k = 0; k < mine.length; k++) {
          mine[k] = decoder.next(new int[] {0}, new FlowDecoder.Watcher() {}).getFirst().token();
          decoder.append(new int[] {mine[k]});
        }
      }
      assertArrayEquals(expected, mine, name);
    }
  }

  private static void checkMaps(GoldenCases folder, GoldenCase c) {
    double[] u = c.tensor("input.u").numbers();
    double[] cosmap = Arrays.stream(u).map(TimeMap.COSMAP::time).toArray();
    c.close("identity", Arrays.stream(u).map(TimeMap.UNIFORM::time).toArray());
    c.close("cosmap_f32", cosmap);
    c.close("cosmap_f64", cosmap);
    double most = c.number("maximum_timestep");
    c.close("cosmap_scaled_f32", Arrays.stream(cosmap).map(t -> most * t).toArray());
  }

  private static void checkHeat(GoldenCases folder, GoldenCase c) {
    HeatSchedule heat = HeatSchedule.read(c.text("schedule")).orElseThrow();
    assertEquals(new HeatSchedule.Polynomial(c.number("p"), c.number("end")), heat);
    c.close("temperature", Arrays.stream(c.tensor("input.t").numbers()).map(heat::at).toArray());
  }

  private static void checkNoise(GoldenCases folder, GoldenCase c) {
    FlowModel model = GoldenTests.flow(folder);
    assertEquals(c.number("sigma"), model.shape().sigma());
    assertEquals(model.shape().width(), c.tensor("input.x0").size());
  }

  private static FlowDecoder decoder(
      FlowModel model, GoldenCase c, FlowSettings settings, FlowNoise noise) {
    int[][] prompt = c.tensor("input.ids").idRows();
    return new FlowDecoder(model, plane(model), prompt, 1, settings, List.of(noise));
  }

  private static FlowSettings settings(GoldenCase c) {
    return settings(c, c.hasScalar("class_label") ? c.integer("class_label") : -1);
  }

  private static FlowSettings settings(GoldenCase c, int label) {
    double end = c.hasScalar("final_time") ? c.number("final_time") : 1;
    return settings(c, label, TimeGrid.linspace(c.integer("grid_points"), end));
  }

  private static FlowSettings settings(GoldenCase c, TimeGrid grid) {
    return settings(c, c.hasScalar("class_label") ? c.integer("class_label") : -1, grid);
  }

  private static FlowSettings settings(GoldenCase c, int label, TimeGrid grid) {
    String x1 = c.hasScalar("x1") ? c.text("x1") : "argmax";
    boolean renormalised = c.hasScalar("renormalise") && c.flag("renormalise");
    double temperature = c.hasScalar("temperature") ? c.number("temperature") : 0;
    HeatSchedule heat =
        c.hasScalar("temperature_schedule")
            ? HeatSchedule.read(c.text("temperature_schedule")).orElseThrow()
            : new HeatSchedule.Constant(temperature);
    double weight = c.hasScalar("guidance") ? c.number("guidance") : 1;
    boolean draws = c.hasScalar("final_draw") && c.text("final_draw").equals("uniform");
    double last = draws ? c.number("final_temperature") : 1;
    return new FlowSettings(
        Solver.named(c.text("method")).orElseThrow(),
        grid,
        new StepControl(1e-5, 1e-5, 0.05, false, 100_000),
        EndRule.BUG_COMPATIBLE,
        c.hasScalar("velocity") && c.text("velocity").equals("edm"),
        new Estimate(
            Estimate.Choice.valueOf(x1.toUpperCase(java.util.Locale.ROOT)), renormalised, false),
        heat,
        new Guidance(label, weight, false),
        new TokenDraw(draws, last, 1, new int[0]),
        1);
  }

  private static int @Nullable [] label(FlowSettings settings) {
    int label = settings.guidance().label();
    return label < 0 ? null : new int[] {label};
  }

  private static int[][] classes(GoldenCase c, int rows) {
    int[][] out = new int[rows][1];
    for (int b = 0; b < rows; b++) {
      out[b][0] =
          c.hasScalar("class_labels")
              ? c.scalars().get("class_labels").get(b).asInt()
              : c.hasScalar("class_label") ? c.integer("class_label") : -1;
    }
    return out;
  }

  private static Plane plane(FlowModel model) {
    return Plane.of(model);
  }

  private static void near(GoldenCase c, String name, double[] expected, double[] mine) {
    assertEquals(expected.length, mine.length);
    for (int i = 0; i < mine.length; i++) {
      assertEquals(expected[i], mine[i], c.allowed(name, expected[i]), name + " " + i);
    }
  }

  private static int[] column(int[] all, int b, int rows) {
    return IntStream.range(0, all.length / rows).map(k -> all[k * rows + b]).toArray();
  }

  private static double[] flat(List<double[]> rows) {
    return rows.stream().flatMapToDouble(Arrays::stream).toArray();
  }

  private static double[] wide(float[] narrow) {
    double[] out = new double[narrow.length];
    Arrays.setAll(out, i -> narrow[i]);
    return out;
  }
}
