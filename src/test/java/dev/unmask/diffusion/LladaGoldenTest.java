package dev.unmask.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unmask.golden.GoldenCase;
import dev.unmask.golden.GoldenCases;
import dev.unmask.golden.GoldenTests;
import dev.unmask.network.Denoiser;
import dev.unmask.network.Input;
import dev.unmask.network.MaskedDenoiser;
import dev.unmask.network.Network;
import dev.unmask.network.TokenDraw;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/// LLaDA's sampler, Fast-dLLM's and WINO's for LLaDA, canvas for canvas.
class LladaGoldenTest {
  @TestFactory
  Stream<DynamicNode> generate() {
    return GoldenTests.of(LladaGoldenTest::check, "llada_generate");
  }

  @TestFactory
  Stream<DynamicNode> parallel() {
    return GoldenTests.of(LladaGoldenTest::fast, "fast_dllm_llada");
  }

  @TestFactory
  Stream<DynamicNode> rules() {
    return GoldenTests.of(LladaGoldenTest::rule, "reveal_rule");
  }

  @TestFactory
  Stream<DynamicNode> verification() {
    return GoldenTests.of(LladaGoldenTest::wino, "wino_llada");
  }

  private static void check(GoldenCases folder, GoldenCase c) {
    int mask = c.integer("mask_token_id");
    int batch = c.integer("batch");
    int[][] before = c.tensor("xt_before").idRows();
    int[][] output = c.tensor("output_ids").idRows();
    int length = before[0].length;
    int prompt = c.integer("prompt_length");
    boolean random = c.text("remasking").equals("random");
    Order order = random ? Order.RANDOM : Order.CONFIDENCE;
    Network network = GoldenTests.network(folder);
    Denoiser model = MaskedDenoiser.of(network, OptionalInt.of(mask));
    double temperature = c.number("temperature");
    if (temperature > 0) {
      int first = length - c.integer("gen_length");
      float[][] logits =
          Arrays.stream(before)
              .map(row -> network.logits(Input.of(new int[][] {row})))
              .toArray(float[][]::new);
      double[] uniforms = c.tensor("gumbel_uniforms").doubles();
      int width = length - first;
      model =
          new GivenCandidates(
              model,
              (call, b, p) ->
                  p < first
                      ? -1
                      : Gumbel.exponential(
                          logits[call * batch + b],
                          p,
                          i ->
                              uniforms[
                                  ((call * batch + b) * width + p - first) * vocabulary(c) + i],
                          vocabulary(c),
                          temperature));
    }
    TokenDraw draw =
        new TokenDraw(temperature > 0, temperature > 0 ? temperature : 1, 1, new int[0])
            .reading(TokenDraw.Basis.CLEAN);
    Settings settings =
        Settings.of(new CountedReveal(order, new Counts.Even(), 0), draw, c.integer("steps"), 1)
            .in(BlockSchedule.of(c.integer("block_length")))
            .guided(new Settings.Guide(c.number("cfg_scale")))
            .reusing(Reuse.NONE);
    List<Canvas> start =
        IntStream.range(0, batch).mapToObj(b -> Canvases.of(before[b], mask)).toList();
    Denoising run =
        new Denoising(
            model,
            settings,
            start,
            IntStream.range(0, batch).mapToObj(b -> recorded(c, b, batch, length)).toList());
    int step = 0;
    while (!run.finished()) {
      for (int b = 0; b < batch; b++) {
        assertArrayEquals(
            before[step * batch + b], run.canvases().get(b).ids(), c.id() + " before " + step);
      }
      List<Canvas> inputs = run.canvases();
      List<Frame> frames = run.next();
      for (int b = 0; b < batch; b++) {
        compare(c, step * batch + b, inputs.get(b), frames.get(b), random);
      }
      step++;
    }
    assertEquals(c.integer("forwards"), step, c.id());
    for (int b = 0; b < batch; b++) {
      assertArrayEquals(output[b], run.canvases().get(b).ids(), c.id() + " " + prompt);
    }
  }

  private static int vocabulary(GoldenCase c) {
    int[] shape = c.tensor("gumbel_uniforms").shape();
    return shape[shape.length - 1];
  }

  private static void compare(GoldenCase c, int row, Canvas input, Frame frame, boolean random) {
    int length = input.length();
    float[] confidence = c.tensor("confidence").floats();
    for (int p : input.maskedPositions()) {
      assertEquals(c.tensor("x0_hat").ints()[row * length + p], frame.guess()[p], c.id());
      float expected = confidence[row * length + p];
      if (!random && Float.isFinite(expected)) {
        float log = frame.beliefs().logProbabilities()[frame.beliefs().indexOf(p)];
        assertEquals(expected, Math.exp(log), c.tolerance("confidence_abs"), c.id());
      }
    }
  }

  private static Randomness recorded(GoldenCase c, int row, int batch, int length) {
    return (purpose, step, position) ->
        switch (purpose) {
          case ORDER ->
              c.tensor("uniforms").floats()[((step - 1) * batch + row) * length + position];
          case TOKEN -> 0;
          default -> throw new IllegalStateException(purpose + " is not recorded");
        };
  }

  private static void fast(GoldenCases folder, GoldenCase c) {
    int mask = c.integer("mask_token_id");
    int prompt = c.integer("prompt_length");
    int[] ids = Arrays.copyOf(c.tensor("prompt").ints(), prompt + c.integer("gen_length"));
    Arrays.fill(ids, prompt, ids.length, mask);
    Transition rule =
        c.hasScalar("threshold")
            ? new ThresholdReveal(Order.CONFIDENCE, c.number("threshold"))
            : c.hasScalar("factor")
                ? new FactorReveal(c.number("factor"))
                : new CountedReveal(Order.CONFIDENCE, new Counts.Even(), 0);
    Reuse reuse =
        switch (c.text("variant")) {
          case "generate" -> Reuse.NONE;
          case "generate_with_prefix_cache" -> Reuse.PREFIX;
          case "generate_with_dual_cache" -> Reuse.DUAL;
          default -> throw new AssertionError(c.text("variant"));
        };
    Settings settings =
        Settings.of(rule, TokenDraw.argmax().reading(TokenDraw.Basis.CLEAN), c.integer("steps"), 1)
            .in(BlockSchedule.of(c.integer("block_length")))
            .reusing(reuse);
    Denoiser model = MaskedDenoiser.of(GoldenTests.network(folder), OptionalInt.of(mask));
    int[][] xs = c.tensor("xs").idRows();
    float[] window = c.tensor("window_confidence").floats();
    int width = c.integer("block_length");
    try (Denoising run =
        Denoising.of(model, settings, Canvases.of(ids, mask), (purpose, step, position) -> 0)) {
      int step = 0;
      while (!run.finished()) {
        Canvas input = run.canvases().getFirst();
        Frame frame = run.next().getFirst();
        assertArrayEquals(xs[step], frame.ids(), c.id() + " after " + step);
        int from = prompt + c.tensor("block_of_step").ints()[step] * width;
        for (int i = 0; i < width; i++) {
          if (input.masked(from + i) && window[step * width + i] >= 0) {
            float log = frame.beliefs().logProbabilities()[frame.beliefs().indexOf(from + i)];
            assertEquals(window[step * width + i], Math.exp(log), 2e-4, c.id() + " " + step);
          }
        }
        step++;
      }
      assertEquals(c.integer("nfe"), step, c.id());
      assertArrayEquals(
          c.tensor("output_ids").idRows()[0], run.canvases().getFirst().ids(), c.id());
    }
  }

  private static void rule(GoldenCases folder, GoldenCase c) {
    double[] confidence = c.tensor("confidence").doubles();
    byte[] masks = c.tensor("mask").bytes();
    byte[] moved = c.tensor("transferred").bytes();
    int width = c.tensor("mask").shape()[1];
    for (int row = 0; row < masks.length / width; row++) {
      int from = row * width;
      int[] masked = IntStream.range(0, width).filter(i -> masks[from + i] == 1).toArray();
      double[] scores = Arrays.stream(masked).mapToDouble(i -> confidence[from + i]).toArray();
      int[] chosen =
          c.text("rule").equals("threshold")
              ? new ThresholdReveal(Order.CONFIDENCE, c.number("threshold")).chosen(masked, scores)
              : new FactorReveal(c.number("factor")).chosen(masked, scores);
      int[] expected = IntStream.range(0, width).filter(i -> moved[from + i] == 1).toArray();
      assertArrayEquals(expected, chosen, c.id() + " row " + row);
    }
  }

  private static void wino(GoldenCases folder, GoldenCase c) {
    int mask = c.integer("mask_token_id");
    int[][] canvas = c.tensor("canvas").idRows();
    Settings settings =
        Settings.of(
                new DraftAndVerify(c.number("threshold"), c.number("threshold_back")),
                TokenDraw.argmax(),
                1,
                1)
            .in(BlockSchedule.of(c.integer("block_length")));
    Denoiser model = MaskedDenoiser.of(GoldenTests.network(folder), OptionalInt.of(mask));
    Denoising run =
        Denoising.of(model, settings, Canvases.of(canvas[0], mask), (purpose, step, position) -> 0);
    int step = 0;
    while (!run.finished()) {
      assertArrayEquals(canvas[step], run.canvases().getFirst().ids(), c.id() + " before " + step);
      run.next();
      step++;
    }
    assertEquals(c.integer("forwards"), step, c.id());
    assertArrayEquals(c.tensor("result").idRows()[0], run.canvases().getFirst().ids(), c.id());
  }
}
