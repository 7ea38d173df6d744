package dev.unmask.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unmask.golden.GoldenCase;
import dev.unmask.golden.GoldenCases;
import dev.unmask.golden.GoldenTensor;
import dev.unmask.golden.GoldenTests;
import dev.unmask.network.TableDenoiser;
import dev.unmask.network.TokenDraw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/// Rules of published samplers on given logits: the canvas before every evaluation, id for id.
class RuleGoldenTest {
  private static final Randomness NEVER_ASKED =
      (purpose, step, position) -> {
        throw new IllegalStateException("nothing is random here");
      };

  @TestFactory
  Stream<DynamicNode> stability() {
    return GoldenTests.of(RuleGoldenTest::klass, "rule_klass");
  }

  @TestFactory
  Stream<DynamicNode> verification() {
    return GoldenTests.of(RuleGoldenTest::wino, "rule_wino");
  }

  @TestFactory
  Stream<DynamicNode> blockRules() {
    return GoldenTests.of(RuleGoldenTest::block, "rule_credit", "rule_threshold", "rule_hierarchy");
  }

  @TestFactory
  Stream<DynamicNode> singleSteps() {
    return GoldenTests.of(
        RuleGoldenTest::hierarchyStep, "rule_hierarchy_step", "rule_hierarchy_remask_step");
  }

  @TestFactory
  Stream<DynamicNode> edits() {
    return GoldenTests.of(RuleGoldenTest::edit, "rule_llada21");
  }

  @TestFactory
  Stream<DynamicNode> planning() {
    return GoldenTests.of(RuleGoldenTest::plan, "rule_p2", "rule_p2_open");
  }

  @TestFactory
  Stream<DynamicNode> margin() {
    return GoldenTests.of(RuleGoldenTest::topkMargin, "rule_topk_margin");
  }

  @TestFactory
  Stream<DynamicNode> entropyBound() {
    return GoldenTests.of(RuleGoldenTest::bounded, "rule_entropy_bound");
  }

  @TestFactory
  Stream<DynamicNode> entropyBoundCanvas() {
    return GoldenTests.of(RuleGoldenTest::boundedCanvas, "rule_entropy_bound_canvas");
  }

  private static void klass(GoldenCases folder, GoldenCase c) {
    Order order =
        switch (c.text("algorithm")) {
          case "topk_margin" -> Order.MARGIN;
          case "entropy" -> Order.ENTROPY_REVERSED;
          default -> Order.BEST;
        };
    Transition rule =
        c.text("algorithm").equals("klass")
            ? new KlassReveal(
                c.number("conf_threshold"),
                c.number("kl_threshold"),
                c.integer("history"),
                switch (c.text("strategy")) {
                  case "all" -> KlassReveal.Pick.ALL;
                  case "max_conf" -> KlassReveal.Pick.MOST_PROBABLE;
                  case "min_kl" -> KlassReveal.Pick.LEAST_MOVED;
                  default -> throw new AssertionError(c.text("strategy"));
                })
            : new CountedReveal(order, new Counts.Even(), 0);
    Settings settings =
        settings(rule, c.integer("steps")).in(BlockSchedule.of(c.integer("block_length")));
    try (TableDenoiser model = table(c, 0, false)) {
      Canvas start = Canvases.of(c.tensor("canvas").idRows()[0], c.integer("mask_token_id"));
      List<Frame> frames = trace(c, model, settings, List.of(start), true);
      if (c.hasTensor("kl") && c.text("algorithm").equals("klass")) {
        compareOpen(c, "confidence", frames);
      }
    }
  }

  /// The best probability wherever the block was masked.
  private static void compareOpen(GoldenCase c, String name, List<Frame> frames) {
    float[] expected = c.tensor(name).floats();
    int length = c.tensor(name).shape()[1];
    for (int f = 0; f < frames.size(); f++) {
      var b = frames.get(f).beliefs();
      for (int i = 0; i < b.count(); i++) {
        float e = expected[f * length + b.positions()[i]];
        if (e > 0) {
          assertEquals(e, b.probability(i, 0), c.tolerance("confidence_abs"), c.id() + " " + f);
        }
      }
    }
  }

  private static void wino(GoldenCases folder, GoldenCase c) {
    Transition rule = new DraftAndVerify(c.number("threshold"), c.number("threshold_back"));
    Settings settings = settings(rule, 1).in(BlockSchedule.of(c.integer("block_length")));
    try (TableDenoiser model = table(c, 0, false)) {
      Canvas start = Canvases.of(c.tensor("canvas").idRows()[0], c.integer("mask_token_id"));
      trace(c, model, settings, List.of(start), false);
    }
  }

  private static void block(GoldenCases folder, GoldenCase c) {
    Transition rule =
        switch (c.kind()) {
          case "rule_credit" ->
              new CreditReveal(
                  c.number("threshold"),
                  c.number("credit_alpha"),
                  c.number("boost_gamma"),
                  c.number("decay_beta"));
          case "rule_threshold" -> new CreditReveal(c.number("threshold"), 0, 1, 1);
          default ->
              new HierarchicalReveal(
                  c.hasScalar("threshold") ? c.number("threshold") : 2, c.number("low_threshold"));
        };
    try (TableDenoiser model = table(c, c.integer("block_start"), false)) {
      Canvas start = Canvases.of(c.tensor("canvas").idRows()[0], c.integer("mask_token_id"));
      trace(c, model, settings(rule, 1), List.of(start), true);
    }
  }

  private static void hierarchyStep(GoldenCases folder, GoldenCase c) {
    int[][] x = c.tensor("x").idRows();
    byte[] masked = c.tensor("mask").bytes();
    float[] logits = c.tensor("logits").floats();
    int vocabulary = last(c.tensor("logits"));
    int length = x[0].length;
    HierarchicalReveal reveal =
        new HierarchicalReveal(c.number("threshold"), c.number("low_threshold"));
    boolean remasks = c.kind().equals("rule_hierarchy_remask_step");
    for (int row = 0; row < x.length; row++) {
      Canvas canvas = canvas(x[row], masked, row);
      float[] mine =
          Arrays.copyOfRange(logits, row * length * vocabulary, (row + 1) * length * vocabulary);
      int mask = c.integer("mask_token_id");
      try (TableDenoiser model =
          new TableDenoiser(
              GoldenTests.torch(), new float[][][] {{mine}}, vocabulary, 0, mask, false)) {
        Transition rule =
            remasks
                ? new HierarchicalRemask(reveal, c.number("remask_threshold"))
                : new OlderHierarchy(reveal);
        Denoising run = Denoising.of(model, settings(rule, 1), canvas, NEVER_ASKED);
        run.next();
        Canvas after = run.canvases().getFirst();
        if (remasks) {
          int[] expected = c.tensor("result").idRows()[row];
          for (int p = 0; p < length; p++) {
            assertEquals(expected[p] == mask, after.masked(p), c.id() + " mask at " + p);
            if (!after.masked(p)) {
              assertEquals(expected[p], after.id(p), c.id() + " row " + row + " at " + p);
            }
          }
        } else {
          byte[] moved = c.tensor("transferred").bytes();
          for (int p = 0; p < length; p++) {
            boolean revealed = canvas.masked(p) && !after.masked(p);
            assertEquals(moved[row * length + p] == 1, revealed, c.id() + " " + row + " at " + p);
          }
        }
      }
    }
  }

  /// The older form, which does not force the best position.
  private record OlderHierarchy(HierarchicalReveal rule) implements Adaptive {
    @Override
    public Canvas next(Step step) {
      int[] masked = step.masked();
      return step.reveal(rule.chosen(masked, Order.CONFIDENCE.scores(step, masked), false));
    }
  }

  private static void edit(GoldenCases folder, GoldenCase c) {
    Transition rule =
        new TokenEdit(
            c.number("threshold"),
            c.number("editing_threshold"),
            c.integer("num_to_transfer"),
            c.integer("max_post_steps"));
    StopRule stop = c.flag("eos_early_stop") ? StopRule.EOS : StopRule.NEVER;
    Settings settings =
        settings(rule, 1)
            .in(new BlockSchedule(c.integer("block_length"), 0, true, true))
            .ending(
                new Settings.Ending(EosRule.FREE, new int[] {c.integer("eos_token_id")}, stop, 0));
    int prompt = c.tensor("prompt").size();
    try (TableDenoiser model = table(c, 0, false)) {
      Canvas start = Canvases.of(c.tensor("canvas").idRows()[0], c.integer("mask_token_id"));
      Denoising run = Denoising.of(model, settings, start, NEVER_ASKED);
      compareTrace(c, model, run, false);
      int[] end = run.canvases().getFirst().ids();
      int[] result = c.tensor("result").idRows()[0];
      assertArrayEquals(
          result, Arrays.copyOfRange(end, prompt, prompt + result.length), c.id() + " result");
    }
  }

  private static void plan(GoldenCases folder, GoldenCase c) {
    boolean open = c.kind().equals("rule_p2_open");
    PathPlanning rule =
        open
            ? new PathPlanning(1, PathPlanning.Score.BEST, PathPlanning.Rise.LINEAR)
            : new PathPlanning(
                c.number("eta"),
                c.text("score").equals("log_prob")
                    ? PathPlanning.Score.LOG_PROBABILITY
                    : PathPlanning.Score.LOG_MARGIN,
                c.text("kappa").equals("t") ? PathPlanning.Rise.LINEAR : PathPlanning.Rise.SINE);
    int[][] ids = c.tensor("input_ids").idRows();
    int mask = c.integer("mask_token_id");
    List<Canvas> start = Arrays.stream(ids).map(row -> Canvases.of(row, mask)).toList();
    float[][][] tables = tables(c);
    if (c.hasTensor("uniforms")) {
      tables = noisy(c, tables, ids.length);
    }
    int vocabulary = last(c.tensor("logits"));
    try (TableDenoiser model =
        new TableDenoiser(GoldenTests.torch(), tables, vocabulary, 0, mask, open)) {
      trace(c, model, settings(rule, c.integer("steps")), start, false);
    }
  }

  /// `z / T + Gumbel noise` as the reference makes it, for each row of the batch.
  private static float[][][] noisy(GoldenCase c, float[][][] tables, int batch) {
    float[] uniforms = c.tensor("uniforms").floats();
    int size = tables[0][0].length;
    float[][][] out = new float[tables.length][batch][size];
    for (int f = 0; f < tables.length; f++) {
      for (int b = 0; b < batch; b++) {
        for (int i = 0; i < size; i++) {
          double u = uniforms[(f * batch + b) * size + i];
          double gumbel = -Math.log(-Math.log(u + 1e-8) + 1e-8);
          out[f][b][i] = (float) (tables[f][0][i] / c.number("temperature") + gumbel);
        }
      }
    }
    return out;
  }

  private static void topkMargin(GoldenCases folder, GoldenCase c) {
    Transition rule = new CountedReveal(Order.MARGIN, new Counts.OnTimesteps(1e-3), 0);
    int mask = c.integer("mask_token_id");
    List<Canvas> start =
        Arrays.stream(c.tensor("input_ids").idRows()).map(row -> Canvases.of(row, mask)).toList();
    try (TableDenoiser model = table(c, 0, true)) {
      trace(c, model, settings(rule, c.integer("steps")), start, false);
    }
  }

  private static void bounded(GoldenCases folder, GoldenCase c) {
    Order proxy =
        switch (c.text("proxy")) {
          case "entropy" -> Order.ENTROPY;
          case "confidence" -> Order.BEST;
          case "margin" -> Order.MARGIN;
          default -> throw new AssertionError(c.text("proxy"));
        };
    byte[] masked = c.tensor("mask").bytes();
    byte[] moved = c.tensor("transferred").bytes();
    float[] entropies = c.tensor("entropy").floats();
    float[] logits = c.tensor("logits").floats();
    int vocabulary = last(c.tensor("logits"));
    int length = c.tensor("mask").shape()[1];
    for (int row = 0; row < c.tensor("mask").shape()[0]; row++) {
      Canvas start = canvas(new int[length], masked, row);
      float[] mine =
          Arrays.copyOfRange(logits, row * length * vocabulary, (row + 1) * length * vocabulary);
      try (TableDenoiser model =
          new TableDenoiser(
              GoldenTests.torch(), new float[][][] {{mine}}, vocabulary, 0, 0, false)) {
        Transition rule = new EntropyBound(c.number("gamma"), proxy);
        Denoising run = Denoising.of(model, settings(rule, 1), start, NEVER_ASKED);
        Frame frame = run.next().getFirst();
        Canvas after = run.canvases().getFirst();
        for (int p = 0; p < length; p++) {
          boolean revealed = start.masked(p) && !after.masked(p);
          assertEquals(moved[row * length + p] == 1, revealed, c.id() + " " + row + " at " + p);
          if (start.masked(p)) {
            assertEquals(
                entropies[row * length + p],
                frame.beliefs().entropies()[frame.beliefs().indexOf(p)],
                c.tolerance("entropy_abs"));
          }
        }
      }
    }
  }

  private static void boundedCanvas(GoldenCases folder, GoldenCase c) {
    int steps = c.integer("steps");
    EntropyBoundCanvas rule =
        new EntropyBoundCanvas(c.number("entropy_bound"), c.number("t_min"), c.number("t_max"), 0);
    int length = c.tensor("drawn_tokens").shape()[2];
    float[][][] tables = tables(c);
    int vocabulary = last(c.tensor("logits"));
    boolean[] all = new boolean[length];
    Arrays.fill(all, true);
    for (int k = 0; k < steps; k++) {
      Moment at =
          new Moment(
              Canvas.of(new int[length], all, 0),
              new Span(0, length),
              k + 1,
              steps,
              length,
              k + 1,
              NEVER_ASKED);
      assertEquals(
          c.scalars().required("temperatures").get(k).asDouble(), rule.temperature(at), 1e-12);
      float[][][] one = {tables[k]};
      try (TableDenoiser model =
          new TableDenoiser(GoldenTests.torch(), one, vocabulary, 0, 0, false)) {
        Settings settings =
            settings(new TimestepKeep(0.5), 2).reusing(Reuse.NONE).in(BlockSchedule.WHOLE);
        TokenDraw draw = rule.draw(at, settings.draw());
        Settings tempered = Settings.of(new TimestepKeep(0.5), draw, 1, 1);
        Frame frame = Denoising.of(model, tempered, at.canvas(), (p, s, i) -> 0).next().getFirst();
        double[] entropies = new double[length];
        for (int p = 0; p < length; p++) {
          entropies[p] = frame.beliefs().entropies()[p];
          assertEquals(
              c.tensor("entropy").floats()[k * length + p],
              entropies[p],
              c.tolerance("entropy_abs"));
        }
        boolean[] accepted = EntropyBound.accepted(entropies, c.number("entropy_bound"));
        for (int p = 0; p < length; p++) {
          assertEquals(c.tensor("accepted").bytes()[k * length + p] == 1, accepted[p], "at " + p);
          GoldenTensor from = c.tensor(accepted[p] ? "drawn_tokens" : "random_tokens");
          assertEquals(c.tensor("result").ints()[k * length + p], from.ints()[k * length + p]);
        }
      }
    }
  }

  private static Settings settings(Transition rule, int steps) {
    return Settings.of(rule, TokenDraw.argmax(), steps, 1).reusing(Reuse.NONE);
  }

  private static List<Frame> trace(
      GoldenCase c, TableDenoiser model, Settings settings, List<Canvas> start, boolean last) {
    List<Randomness> none = start.stream().map(s -> NEVER_ASKED).toList();
    Denoising run = new Denoising(model, settings, start, none);
    List<Frame> frames = compareTrace(c, model, run, last);
    if (c.hasTensor("result")) {
      int[][] result = c.tensor("result").idRows();
      for (int b = 0; b < result.length; b++) {
        assertArrayEquals(result[b], run.canvases().get(b).ids(), c.id() + " result " + b);
      }
    }
    return frames;
  }

  /// The canvas before each evaluation, and in the end if that is recorded too.
  private static List<Frame> compareTrace(
      GoldenCase c, TableDenoiser model, Denoising run, boolean last) {
    int[][] canvas = c.tensor("canvas").idRows();
    int batch = run.canvases().size();
    List<Frame> frames = new ArrayList<>();
    int forward = 0;
    while (!run.finished()) {
      for (int b = 0; b < batch; b++) {
        assertArrayEquals(
            canvas[forward * batch + b],
            run.canvases().get(b).ids(),
            c.id() + " before evaluation " + forward);
      }
      frames.add(run.next().getFirst());
      forward++;
    }
    if (last) {
      assertArrayEquals(canvas[forward], run.canvases().getFirst().ids(), c.id() + " end");
    }
    assertEquals(canvas.length / batch - (last ? 1 : 0), model.calls(), c.id() + " evaluations");
    return frames;
  }

  private static TableDenoiser table(GoldenCase c, int from, boolean shifted) {
    return new TableDenoiser(
        GoldenTests.torch(),
        tables(c),
        last(c.tensor("logits")),
        from,
        c.integer("mask_token_id"),
        shifted);
  }

  /// `[evaluations][1][rows * vocabulary]`
  private static float[][][] tables(GoldenCase c) {
    float[] all = c.tensor("logits").floats();
    int n = c.tensor("logits").shape()[0];
    int size = all.length / n;
    return IntStream.range(0, n)
        .mapToObj(f -> new float[][] {Arrays.copyOfRange(all, f * size, (f + 1) * size)})
        .toArray(float[][][]::new);
  }

  private static int last(GoldenTensor tensor) {
    return tensor.shape()[tensor.shape().length - 1];
  }

  /// Row of a batch of masks; what is not masked was written before.
  private static Canvas canvas(int[] ids, byte[] masks, int row) {
    boolean[] all = new boolean[ids.length];
    Arrays.fill(all, true);
    Canvas blank = Canvas.of(ids, all, Integer.MAX_VALUE);
    int[] written =
        IntStream.range(0, ids.length).filter(p -> masks[row * ids.length + p] == 0).toArray();
    return blank.reveal(written, ids);
  }
}
