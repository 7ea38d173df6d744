package dev.unmask.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unmask.golden.GoldenCase;
import dev.unmask.golden.GoldenCases;
import dev.unmask.golden.GoldenTests;
import dev.unmask.network.Denoiser;
import dev.unmask.network.MaskedDenoiser;
import dev.unmask.network.Network;
import dev.unmask.network.TokenDraw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/// Traces of the authors' samplers, id for id, on their networks and random numbers.
class SamplerGoldenTest {
  @TestFactory
  Stream<DynamicNode> randomKeep() {
    return GoldenTests.of((f, c) -> check(f, c, new RandomKeep()), "sampler_random_keep");
  }

  @TestFactory
  Stream<DynamicNode> topKConfidence() {
    return GoldenTests.of((f, c) -> check(f, c, new TopKConfidence()), "sampler_topk_confidence");
  }

  private static void check(GoldenCases folder, GoldenCase c, Transition rule) {
    boolean shift = c.flag("shift");
    Denoiser denoiser = denoiser(GoldenTests.network(folder), c, shift);
    List<Canvas> canvases = canvases(c);
    int batch = canvases.size();
    int steps = c.integer("steps");
    boolean argmax = c.text("candidates").equals("argmax");
    TokenDraw draw =
        new TokenDraw(
            false,
            c.number("temperature"),
            argmax || !c.hasScalar("top_p") ? 1 : c.number("top_p"),
            new int[0]);
    Denoising run =
        new Denoising(
            denoiser,
            Settings.of(rule, draw, steps, 1).reusing(Reuse.NONE),
            canvases,
            IntStream.range(0, batch).mapToObj(b -> recorded(c, b, batch)).toList());
    List<List<Frame>> trace = new ArrayList<>();
    List<List<Canvas>> inputs = new ArrayList<>();
    while (!run.finished()) {
      inputs.add(run.canvases());
      trace.add(run.next());
    }
    compare(c, batch, steps, inputs, trace, run.canvases());
    compareResult(c, shift, run.canvases());
  }

  /// The run ends when nothing is masked; from there on the reference repeats itself.
  private static void compare(
      GoldenCase c,
      int batch,
      int steps,
      List<List<Canvas>> inputs,
      List<List<Frame>> trace,
      List<Canvas> end) {
    int[][] xt = c.tensor("xt").idRows();
    int[][] guess = c.tensor("x0_hat").idRows();
    byte[] masked = c.tensor("still_masked").bytes();
    for (int k = 0; k < steps; k++) {
      for (int b = 0; b < batch; b++) {
        int row = k * batch + b;
        String where = c.id() + " step " + (k + 1) + " row " + b;
        Canvas input = k < inputs.size() ? inputs.get(k).get(b) : end.get(b);
        assertArrayEquals(xt[row], input.ids(), where + " x_t");
        int[] mine = k < trace.size() ? trace.get(k).get(b).guess() : end.get(b).ids();
        assertArrayEquals(guess[row], mine, where + " x0_hat");
        for (int p = 0; p < input.length(); p++) {
          assertEquals(masked[row * input.length() + p] == 1, input.masked(p), where + " at " + p);
        }
        if (c.hasTensor("scores") && k < trace.size()) {
          compareScores(c, row, input, trace.get(k).get(b), where);
        }
      }
    }
  }

  private static void compareScores(
      GoldenCase c, int row, Canvas input, Frame frame, String where) {
    float[] all = c.tensor("scores").floats();
    float[] mine = TopKConfidence.scores(input, frame.beliefs(), new Span(0, input.length()));
    for (int p = 0; p < mine.length; p++) {
      if (input.role(p) != Role.GIVEN) {
        assertEquals(
            all[row * mine.length + p], mine[p], c.tolerance("scores_abs"), where + " score " + p);
      }
    }
  }

  private static void compareResult(GoldenCase c, boolean shift, List<Canvas> end) {
    int[][] result = c.tensor("result").idRows();
    for (int b = 0; b < result.length; b++) {
      int[] ids = end.get(b).ids();
      // The reference drops position 0 of a shifted model from its result.
      assertArrayEquals(result[b], Arrays.copyOfRange(ids, shift ? 1 : 0, ids.length), c.id());
    }
  }

  private static List<Canvas> canvases(GoldenCase c) {
    int[][] ids = c.tensor("input_ids").idRows();
    byte[] given = c.tensor("src_mask").bytes();
    List<Canvas> canvases = new ArrayList<>();
    for (int b = 0; b < ids.length; b++) {
      boolean[] masked = new boolean[ids[b].length];
      for (int p = 0; p < masked.length; p++) {
        masked[p] = given[b * masked.length + p] == 0;
      }
      canvases.add(Canvas.of(ids[b], masked, c.integer("mask_token_id")));
    }
    return canvases;
  }

  private static Randomness recorded(GoldenCase c, int row, int batch) {
    return (purpose, step, position) -> {
      if (purpose != Purpose.REVEAL) {
        throw new IllegalStateException("only reveals are recorded");
      }
      if (step == c.integer("steps")) {
        return 0; // the last step reveals all that is left
      }
      int length = c.integer("length");
      float[] uniforms = c.tensor("uniforms").floats();
      return uniforms[((step - 1) * batch + row) * length + position];
    };
  }

  /// The network with the reference's shift switch, and with its recorded draws where there are
  /// any: candidates of output rows, before the shift.
  private static Denoiser denoiser(Network network, GoldenCase c, boolean shift) {
    MaskedDenoiser model =
        MaskedDenoiser.of(network, OptionalInt.of(c.integer("mask_token_id"))).withShift(shift);
    if (c.text("candidates").equals("argmax")) {
      return model;
    }
    int[][] drawn = c.tensor("candidates").idRows();
    int batch = drawn.length / c.integer("steps");
    return new GivenCandidates(
        model, (call, b, p) -> drawn[call * batch + b][shift ? Math.max(0, p - 1) : p]);
  }
}
