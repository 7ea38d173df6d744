package dev.unmask.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unmask.engine.Device;
import dev.unmask.engine.Program;
import dev.unmask.engine.ProgramSource;
import dev.unmask.engine.Scope;
import dev.unmask.engine.Tensor;
import dev.unmask.golden.GoldenCase;
import dev.unmask.golden.GoldenCases;
import dev.unmask.golden.GoldenTests;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/// Every part of the authors' flow path, alone and together.
class FlowNetworkGoldenTest {
  @TestFactory
  Stream<DynamicNode> baseLogits() {
    return GoldenTests.of(FlowNetworkGoldenTest::checkBase, "base_logits");
  }

  @TestFactory
  Stream<DynamicNode> flowAtZero() {
    return GoldenTests.of(FlowNetworkGoldenTest::checkZero, "flow_at_zero");
  }

  @TestFactory
  Stream<DynamicNode> vocabulary() {
    return GoldenTests.of(FlowNetworkGoldenTest::checkTable, "vocab_table");
  }

  @TestFactory
  Stream<DynamicNode> estimates() {
    return GoldenTests.of(FlowNetworkGoldenTest::checkEstimates, "x1_estimate");
  }

  @TestFactory
  Stream<DynamicNode> trainingForward() {
    return GoldenTests.of(FlowNetworkGoldenTest::checkTraining, "training_forward");
  }

  @TestFactory
  Stream<DynamicNode> prefill() {
    return GoldenTests.of(FlowNetworkGoldenTest::checkPrefill, "prefill");
  }

  @TestFactory
  Stream<DynamicNode> singleStep() {
    return GoldenTests.of(FlowNetworkGoldenTest::checkStep, "single_step");
  }

  @TestFactory
  Stream<DynamicNode> trace() {
    return GoldenTests.of(FlowNetworkGoldenTest::checkTrace, "trace");
  }

  private static void checkBase(GoldenCases folder, GoldenCase c) {
    int[][] ids = c.tensor("input.ids").idRows();
    c.close("logits", GoldenTests.flow(folder).base().logits(Input.of(ids)));
  }

  private static void checkZero(GoldenCases folder, GoldenCase c) {
    FlowModel model = GoldenTests.flow(folder);
    int[][] ids = c.tensor("input.ids").idRows();
    try (FlowDecoding reading = model.read(ids)) {
      int[] rows = all(ids.length);
      double[][] x = c.tensor("input.x_t").rows();
      double[] t = c.tensor("input.t").numbers();
      float[] mine = reading.logits(rows, x, t, null);
      c.close("logits", mine);
      assertArrayEquals(reading.logits(rows, null, t, null), mine, "bit for bit");
      assertArrayEquals(model.base().logits(Input.of(ids)), mine, "bit for bit");
    }
  }

  private static void checkTable(GoldenCases folder, GoldenCase c) {
    FlowModel model = GoldenTests.flow(folder);
    assertEquals(c.number("radius"), model.shape().radius(), 1e-12);
    c.close("table", model.table());
    c.close("mapped", model.mapped());
  }

  private static void checkEstimates(GoldenCases folder, GoldenCase c) {
    FlowModel model = GoldenTests.flow(folder);
    float[] logits = c.tensor("input.logits").floats();
    int n = logits.length / model.base().blueprint().vocabulary();
    double[] one = c.tensor("input.uniform_T1").doubles();
    double[] two = c.tensor("input.uniform_T2").doubles();
    double[] none = new double[n];
    Estimate average = new Estimate(Estimate.Choice.AVERAGE, false, false);
    Estimate sample = new Estimate(Estimate.Choice.SAMPLE, false, false);
    Estimate clamp = new Estimate(Estimate.Choice.AVERAGE, false, true);
    c.close("argmax", x1(model.estimate(logits, none, none, Estimate.ARGMAX)));
    c.close("argmax", x1(model.estimate(logits, none, one, sample)));
    c.close("average_T1", x1(model.estimate(logits, heat(n, 1), none, average)));
    c.close("average_T05", x1(model.estimate(logits, heat(n, 0.5), none, average)));
    Estimate renormalised = new Estimate(Estimate.Choice.AVERAGE, true, false);
    c.close("average_T1_renormalised", x1(model.estimate(logits, heat(n, 1), none, renormalised)));
    c.close("clamp_T1", x1(model.estimate(logits, heat(n, 1), none, clamp)));
    List<FlowAnswer> first = model.estimate(logits, heat(n, 1), one, sample);
    List<FlowAnswer> second = model.estimate(logits, heat(n, 2), two, sample);
    c.close("sample_T1", x1(first));
    c.close("sample_T2", x1(second));
    c.close("sample_T1_token", first.stream().mapToDouble(FlowAnswer::token).toArray());
    c.close("sample_T2_token", second.stream().mapToDouble(FlowAnswer::token).toArray());
  }

  private static void checkTraining(GoldenCases folder, GoldenCase c) {
    FlowModel model = GoldenTests.flow(folder);
    int[][] ids = c.tensor("input.ids").idRows();
    double[] t = c.tensor("input.t").numbers();
    int[] labels = c.tensor("input.labels").ints();
    int width = model.shape().width();
    int columns = ids[0].length;
    double[][] x0 = c.tensor("input.x0").rows();
    double[][] eps = c.tensor("input.eps").rows();
    int noisy = x0.length / ids.length; // one less where the labels are not shifted
    boolean shifted = !c.hasScalar("shifted_labels") || c.flag("shifted_labels");
    int[] targets = shifted ? labels : next(labels, columns);
    float[] table = model.table();
    double[][] x = new double[t.length][width];
    for (int i = 0; i < x.length; i++) {
      int from = i / columns * noisy + i % columns;
      // The reference leaves the last row of each text zero where it shifts by itself.
      for (int j = 0; j < width && i % columns < noisy; j++) {
        assertEquals(model.shape().sigma() * eps[from][j], x0[from][j], 1e-4);
        int token = Math.max(0, targets[i]);
        x[i][j] = (1 - t[i]) * x0[from][j] + t[i] * table[token * width + j];
      }
    }
    c.close("x_t", Arrays.stream(x).flatMapToDouble(Arrays::stream).toArray());
    int @Nullable [] classes =
        c.hasTensor("input.class_labels_per_token")
            ? c.tensor("input.class_labels_per_token").ints()
            : null;
    try (FlowDecoding reading = model.read(ids)) {
      float[] logits = reading.logits(all(ids.length), x, t, classes);
      c.close("logits", logits);
      c.close("loss", new double[] {loss(logits, targets)});
    }
  }

  private static void checkPrefill(GoldenCases folder, GoldenCase c) {
    FlowModel model = GoldenTests.flow(folder);
    int[][] ids = c.tensor("input.ids").idRows();
    try (FlowDecoding reading = model.read(ids)) {
      c.close("h_final", reading.last().floats());
      List<Tensor> all = reading.keysAndValues();
      c.close("keys", every(all, 0));
      c.close("values", every(all, 1));
      c.close("logits", reading.logits(new int[] {0}, null, new double[0], null));
    }
  }

  private static void checkStep(GoldenCases folder, GoldenCase c) {
    FlowModel model = GoldenTests.flow(folder);
    double[][] x = c.tensor("input.x").rows();
    double[] t = c.tensor("input.t").numbers();
    int @Nullable [] label =
        c.hasScalar("class_label") ? new int[] {c.integer("class_label")} : null;
    try (FlowDecoding text = model.decode(1, 12)) {
      text.append(c.tensor("input.ids").idRows());
      c.close("logits", steps(text, x, t, label));
      if (c.hasTensor("output.logits_null")) {
        c.close("logits_null", "logits", steps(text, x, t, null));
      }
      double[] argmax = new double[0];
      double[] average = new double[0];
      for (int i = 0; i < t.length; i++) {
        argmax = join(argmax, estimate(text, x[i], t[i], label, Estimate.Choice.ARGMAX));
        average = join(average, estimate(text, x[i], t[i], label, Estimate.Choice.AVERAGE));
      }
      c.close("x1_argmax", argmax);
      c.close("x1_average", average);
      int n = c.integer("velocities_for_first_n_t");
      c.close("velocity_constant", velocities(argmax, x, t, n, 1));
      c.close("velocity_edm", velocities(argmax, x, t, n, 2));
      c.close("velocity_constant_average", velocities(average, x, t, n, 1));
    }
  }

  private static float[] steps(
      FlowDecoding text, double[][] x, double[] t, int @Nullable [] label) {
    float[] all = new float[0];
    for (int i = 0; i < t.length; i++) {
      float[] one = text.logits(new int[] {0}, new double[][] {x[i]}, new double[] {t[i]}, label);
      int from = all.length;
      all = Arrays.copyOf(all, from + one.length);
      System.arraycopy(one, 0, all, from, one.length);
    }
    return all;
  }

  private static double[] estimate(
      FlowDecoding text, double[] x, double t, int @Nullable [] label, Estimate.Choice choice) {
    return text.estimate(
            new int[] {0},
            new double[][] {x},
            new double[] {t},
            label,
            new Estimate(choice, false, false),
            new double[] {1},
            new double[] {0},
            1)
        .getFirst()
        .x1();
  }

  private static double[] velocities(double[] x1, double[][] x, double[] t, int n, int power) {
    int width = x[0].length;
    double[] v = new double[n * width];
    for (int i = 0; i < v.length; i++) {
      double left = 1 - t[i / width];
      v[i] = (x1[i] - x[i / width][i % width]) / Math.pow(left, power);
    }
    return v;
  }

  /// The loop of `flow_correction` once more, with its parts handed out.
  private static final String TRACED =
      """
        def traced(self: __torch__.Network, h: Tensor, x: Tensor, t: Tensor, labels: List[Tensor], \
      at: Tensor, w: List[Tensor], s: List[Tensor], f: List[Tensor], cache: List[Tensor], \
      visible: int, head: List[Tensor]) -> List[Tensor]:
          none = annotate(List[Tensor], [])
          e = (self).flow_time(t, none, f)
          e0 = (self).flow_time(torch.zeros_like(t), none, f)
          c = (self).flow_time(t, labels, f)
          c0 = (self).flow_time(torch.zeros_like(t), labels, f)
          g = (self).flow_input(x, t, f)
          out = [e, e0, g, (self).flow_two(c, f, 10), (self).flow_two(c0, f, 10)]
          angle = (self).flow_angle(at, w, visible)
          cos = torch.mul(torch.cos(angle), self.rope_attention)
          sin = torch.mul(torch.sin(angle), self.rope_attention)
          for i in range(self.layers):
            o = 3 + i * self.stride
            a = self.flow_layers_at + i * self.flow_stride
            m = (self).flow_modulation(c, c0, f, a)
            n = (self).flow_norm(g, w[o], m[0], m[1])
            y = (self).flow_attention(n, w, s, f, o, a + 4, i, cos, sin, none, False, cache, visible)
            g = torch.add(g, torch.mul(m[2], y))
            n = (self).flow_norm(g, w[o + 5], m[3], m[4])
            z = (self).flow_feed_forward(n, w, s, f, o, a + 4)
            g = torch.add(g, torch.mul(m[5], z))
            _0 = torch.append(out, (self).flow_two(c, f, a))
            _1 = torch.append(out, y)
            _2 = torch.append(out, z)
            _3 = torch.append(out, g)
          last = torch.add(h, torch.mul(g, torch.sub(out[3], out[4])))
          normed = torch.rms_norm(last, [torch.size(last, 2)], w[1], self.eps)
          _4 = torch.append(out, normed)
          return out
      """;

  private static void checkTrace(GoldenCases folder, GoldenCase c) {
    FlowModel model = GoldenTests.flow(folder);
    Network base = model.base();
    int[][] ids = c.tensor("input.ids").idRows();
    double[] x = c.tensor("input.x").numbers();
    double t = c.number("t");
    int @Nullable [] label =
        c.hasScalar("class_label") ? new int[] {c.integer("class_label")} : null;
    try (FlowDecoding text = model.decode(1, 12);
        Scope scope = base.torch().scope(Device.CPU)) {
      text.append(ids);
      Program traced =
          base.beside(
              scope,
              ProgramSource.of("flow.py").and(new ProgramSource(TRACED)),
              model.shape().constants(base.blueprint()));
      List<Object> arguments = new ArrayList<>();
      arguments.add(text.last());
      arguments.add(scope.doubles(x, 1, 1, x.length));
      arguments.add(scope.doubles(new double[] {t}, 1, 1));
      int none = model.shape().classes().none();
      arguments.add(
          none < 0
              ? List.of()
              : List.of(scope.ids(label == null ? new int[] {none} : label, 1, 1)));
      arguments.add(scope.ids(new int[] {ids[0].length - 1}, 1));
      arguments.addAll(base.weights());
      arguments.add(model.flow());
      arguments.add(text.keysAndValues());
      arguments.add(ids[0].length);
      arguments.add(base.head());
      List<Tensor> out = traced.tensors(scope, "traced", arguments.toArray());
      c.close("time_embedding_t", out.get(0).floats());
      c.close("time_embedding_0", out.get(1).floats());
      c.close("flow_input", out.get(2).floats());
      c.close("final_modulation_t", out.get(3).floats());
      c.close("final_modulation_0", out.get(4).floats());
      int layers = base.blueprint().cache().layers();
      for (int part = 0; part < 4; part++) {
        String name =
            List.of("layer_modulation", "layer_attention", "layer_mlp", "layer_output").get(part);
        int from = 5 + part;
        c.close(
            name,
            IntStream.range(0, layers)
                .mapToObj(i -> wide(out.get(from + 4 * i).floats()))
                .flatMapToDouble(Arrays::stream)
                .toArray());
      }
      c.close("normed", out.getLast().floats());
      c.close("logits", text.logits(new int[] {0}, new double[][] {x}, new double[] {t}, label));
      traced.close();
    }
  }

  private static float[] every(List<Tensor> all, int which) {
    float[] out = new float[0];
    for (int i = which; i < all.size(); i += 2) {
      float[] one = all.get(i).floats();
      int from = out.length;
      out = Arrays.copyOf(out, from + one.length);
      System.arraycopy(one, 0, out, from, one.length);
    }
    return out;
  }

  private static double[] wide(float[] narrow) {
    double[] out = new double[narrow.length];
    Arrays.setAll(out, i -> narrow[i]);
    return out;
  }

  private static double[] join(double[] a, double[] b) {
    double[] out = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, out, a.length, b.length);
    return out;
  }

  private static double[] x1(List<FlowAnswer> answers) {
    return answers.stream().flatMapToDouble(a -> Arrays.stream(a.x1())).toArray();
  }

  private static double[] heat(int n, double t) {
    double[] all = new double[n];
    Arrays.fill(all, t);
    return all;
  }

  private static int[] all(int n) {
    return IntStream.range(0, n).toArray();
  }

  private static int[] next(int[] labels, int length) {
    int[] out = new int[labels.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (i + 1) % length == 0 ? -100 : labels[i + 1];
    }
    return out;
  }

  private static double loss(float[] logits, int[] labels) {
    int width = logits.length / labels.length;
    double sum = 0;
    int n = 0;
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] >= 0) {
        double all = 0;
        for (int v = 0; v < width; v++) {
          all += Math.exp(logits[i * width + v]);
        }
        sum += Math.log(all) - logits[i * width + labels[i]];
        n++;
      }
    }
    return sum / n;
  }
}
