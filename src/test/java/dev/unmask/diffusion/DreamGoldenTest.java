package dev.unmask.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unmask.golden.GoldenCase;
import dev.unmask.golden.GoldenCases;
import dev.unmask.golden.GoldenTests;
import dev.unmask.network.Denoiser;
import dev.unmask.network.MaskedDenoiser;
import dev.unmask.network.TokenDraw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/// Dream's samplers, and Fast-dLLM's for Dream, canvas for canvas.
class DreamGoldenTest {
  @TestFactory
  Stream<DynamicNode> generate() {
    return GoldenTests.of(DreamGoldenTest::check, "dream_generate", "dream_confidence_threshold");
  }

  @TestFactory
  Stream<DynamicNode> cached() {
    return GoldenTests.of(DreamGoldenTest::block, "dream_block_cache");
  }

  private static Transition transition(GoldenCase c) {
    Counts counts = new Counts.OnTimesteps(c.number("eps"));
    double temperature = c.hasScalar("alg_temp") ? c.number("alg_temp") : 0;
    return switch (c.text("alg")) {
      case "origin" -> new TimestepKeep(c.number("eps"));
      case "maskgit_plus" -> new CountedReveal(Order.CONFIDENCE, counts, temperature);
      case "topk_margin" -> new CountedReveal(Order.MARGIN, counts, temperature);
      case "entropy" -> new CountedReveal(Order.ENTROPY, counts, temperature);
      case "confidence_threshold" -> new HeldBackThreshold(c.number("threshold"));
      default -> throw new AssertionError(c.text("alg"));
    };
  }

  private static TokenDraw draw(GoldenCase c) {
    boolean sample = c.number("temperature") > 0;
    return new TokenDraw(
        sample,
        sample ? c.number("temperature") : 1,
        c.hasScalar("top_p") ? c.number("top_p") : 1,
        c.hasScalar("top_k") ? c.integer("top_k") : 0,
        0,
        TokenDraw.Nucleus.KEEPS_CROSSING,
        TokenDraw.Basis.FILTERED,
        new int[0],
        new int[0]);
  }

  private static void check(GoldenCases folder, GoldenCase c) {
    int mask = c.integer("mask_token_id");
    int[][] before = c.tensor("xt_before").idRows();
    int[][] history = c.tensor("history").idRows();
    int batch = c.integer("batch");
    int length = before[0].length;
    List<Canvas> start =
        IntStream.range(0, batch).mapToObj(b -> Canvases.of(before[b], mask)).toList();
    Denoiser model = MaskedDenoiser.of(GoldenTests.network(folder), OptionalInt.of(mask));
    if (c.number("temperature") > 0) {
      int[] drawn = c.tensor(c.hasTensor("candidates") ? "candidates" : "x0_hat").ints();
      model =
          new GivenCandidates(
              model,
              (call, b, p) -> {
                int token = drawn[(call * batch + b) * length + p];
                return token == mask ? -1 : token;
              });
    }
    Settings settings =
        Settings.of(transition(c), draw(c), c.integer("steps"), 2).reusing(Reuse.NONE);
    Denoising run =
        new Denoising(
            model,
            settings,
            start,
            IntStream.range(0, batch).mapToObj(b -> recorded(c, b, length)).toList());
    int step = 0;
    while (!run.finished()) {
      for (int b = 0; b < batch; b++) {
        assertArrayEquals(
            before[step * batch + b], run.canvases().get(b).ids(), c.id() + " before " + step);
      }
      List<Canvas> inputs = run.canvases();
      List<Frame> frames = run.next();
      for (int b = 0; b < batch; b++) {
        int row = step * batch + b;
        assertArrayEquals(history[row], run.canvases().get(b).ids(), c.id() + " after " + step);
        compare(c, row, inputs.get(b), frames.get(b));
      }
      step++;
    }
    // Once nothing is masked the reference repeats itself.
    for (int row = step * batch; row < history.length; row++) {
      assertArrayEquals(history[row], run.canvases().get(row % batch).ids(), c.id() + " " + row);
    }
  }

  private static void compare(GoldenCase c, int row, Canvas input, Frame frame) {
    int length = input.length();
    for (int p : input.maskedPositions()) {
      if (c.hasTensor("x0_hat")) {
        assertEquals(c.tensor("x0_hat").ints()[row * length + p], frame.guess()[p], c.id());
      }
      if (c.hasTensor("confidence")) {
        Moment at =
            new Moment(input, new Span(0, length), 1, 1, 1, 1, (purpose, step, position) -> 0);
        Order order =
            switch (c.text("alg")) {
              case "topk_margin" -> Order.MARGIN;
              case "entropy" -> Order.ENTROPY;
              default -> Order.CONFIDENCE;
            };
        double mine = order.scores(new Step(at, List.of(frame.beliefs())), p)[0];
        assertEquals(
            c.tensor("confidence").floats()[row * length + p],
            mine,
            c.tolerance("confidence_abs"),
            c.id() + " confidence at " + p);
      }
    }
  }

  /// Recorded uniforms; a recorded choice of positions as Gumbel noise that decides it.
  private static Randomness recorded(GoldenCase c, int row, int length) {
    int batch = c.integer("batch");
    return (purpose, step, position) -> {
      int at = ((step - 1) * batch + row) * length + position;
      return switch (purpose) {
        case REVEAL -> c.tensor("uniforms").floats()[at];
        case ORDER -> c.tensor("transferred").bytes()[at] == 1 ? 1 - 1e-16 : 1e-300;
        case TOKEN -> 0;
        default -> throw new IllegalStateException(purpose + " is not recorded");
      };
    };
  }

  private static void block(GoldenCases folder, GoldenCase c) {
    int mask = c.integer("mask_token_id");
    int prompt = c.integer("prompt_length");
    int[] ids = Arrays.copyOf(c.tensor("input_ids").ints(), prompt + c.integer("new_tokens"));
    Arrays.fill(ids, prompt, ids.length, mask);
    Transition inner =
        c.text("alg").equals("confidence_threshold")
            ? new ThresholdReveal(Order.CONFIDENCE, c.number("threshold"))
            : new CountedReveal(Order.ENTROPY, new Counts.OnTimesteps(1e-3), 0);
    Settings settings =
        Settings.of(
                new OpeningToken(inner),
                TokenDraw.argmax().reading(TokenDraw.Basis.FILTERED),
                c.integer("steps"),
                1)
            .in(BlockSchedule.of(c.integer("block_length")))
            .reusing(c.flag("dual_cache") ? Reuse.DUAL : Reuse.PREFIX);
    Denoiser model = MaskedDenoiser.of(GoldenTests.network(folder), OptionalInt.of(mask));
    int[][] xs = c.tensor("xs").idRows();
    List<Boolean> approximate = new ArrayList<>();
    try (Denoising run =
        Denoising.of(model, settings, Canvases.of(ids, mask), (purpose, step, position) -> 0)) {
      int step = 0;
      while (!run.finished()) {
        Frame frame = run.next().getFirst();
        approximate.add(frame.approximate());
        assertArrayEquals(xs[step], frame.ids(), c.id() + " after " + step);
        step++;
      }
      assertEquals(c.integer("nfe"), step, c.id());
      assertArrayEquals(c.tensor("sequences").idRows()[0], run.canvases().getFirst().ids(), c.id());
    }
    byte[] full = c.tensor("is_full_forward").bytes();
    for (int i = 0; i < full.length; i++) {
      assertEquals(full[i] == 0, approximate.get(i), c.id() + " evaluation " + i);
    }
  }
}
