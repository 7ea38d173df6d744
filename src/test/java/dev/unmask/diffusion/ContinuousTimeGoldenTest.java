package dev.unmask.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unmask.golden.GoldenCase;
import dev.unmask.golden.GoldenCases;
import dev.unmask.golden.GoldenTests;
import dev.unmask.network.Beliefs;
import dev.unmask.network.Denoiser;
import dev.unmask.network.MaskedDenoiser;
import dev.unmask.network.TokenDraw;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/// Samplers that follow a noise level: MDLM, ReMDM, SEDD and BD3LM, canvas for canvas. The
/// references draw a token or the mask in one go from one uniform number for each; here the test
/// does so, from the probabilities that the transition and the network give.
class ContinuousTimeGoldenTest {
  @TestFactory
  Stream<DynamicNode> mdlm() {
    return GoldenTests.of(ContinuousTimeGoldenTest::ancestral, "mdlm_sampler", "remdm_sampler");
  }

  @TestFactory
  Stream<DynamicNode> score() {
    return GoldenTests.of(ContinuousTimeGoldenTest::score, "mdlm_sampler_analytic", "sedd_sampler");
  }

  @TestFactory
  Stream<DynamicNode> semiAutoregressive() {
    return GoldenTests.of(ContinuousTimeGoldenTest::windows, "mdlm_semi_ar");
  }

  @TestFactory
  Stream<DynamicNode> bd3lm() {
    return GoldenTests.of(ContinuousTimeGoldenTest::block, "bd3lm_sampler");
  }

  @TestFactory
  Stream<DynamicNode> stop() {
    return GoldenTests.of(ContinuousTimeGoldenTest::stops, "bd3lm_stop");
  }

  /// Recorded uniforms, `[steps, batch, length, vocabulary]`.
  private record Uniforms(float[] all, int batch, int length, int vocabulary) {
    static Uniforms of(GoldenCase c, String name) {
      int[] s = c.tensor(name).shape();
      return s.length == 4
          ? new Uniforms(c.tensor(name).floats(), s[1], s[2], s[3])
          : new Uniforms(c.tensor(name).floats(), s[0], s[1], s[2]);
    }

    double at(int step, int row, int position, int token) {
      return all[((step * batch + row) * length + position) * vocabulary + token];
    }
  }

  private static Transition transition(GoldenCase c) {
    RemaskingDiffusion.Loop loop =
        c.hasScalar("t_on") && c.number("t_on") > 0
            ? new RemaskingDiffusion.Loop(c.number("t_on"), c.number("t_off"), c.number("alpha_on"))
            : RemaskingDiffusion.Loop.PUBLISHED;
    double end = c.hasScalar("eps") ? c.number("eps") : 1e-5;
    String sampler = c.hasScalar("sampler") ? c.text("sampler") : "mdlm";
    RemaskingDiffusion.Strategy strategy =
        switch (sampler) {
          case "mdlm" -> RemaskingDiffusion.Strategy.NONE;
          case "remdm-cap" -> RemaskingDiffusion.Strategy.CAP;
          case "remdm-rescale" -> RemaskingDiffusion.Strategy.RESCALE;
          case "remdm-conf" -> RemaskingDiffusion.Strategy.CONFIDENCE;
          case "remdm-loop" -> RemaskingDiffusion.Strategy.LOOP;
          case "forward-backward" -> RemaskingDiffusion.Strategy.FORWARD_BACKWARD;
          case "dfm" -> RemaskingDiffusion.Strategy.NONE;
          default -> throw new AssertionError(sampler);
        };
    double eta = c.hasScalar("eta") ? c.number("eta") : 0;
    return sampler.equals("dfm")
        ? new DiscreteFlow(end)
        : new RemaskingDiffusion(strategy, eta, loop, end);
  }

  private static TokenDraw draw(GoldenCase c) {
    double p = c.hasScalar("nucleus_p") ? c.number("nucleus_p") : 1;
    return new TokenDraw(true, 1, p, new int[0]);
  }

  private static void ancestral(GoldenCases folder, GoldenCase c) {
    int[][] xt = c.tensor("xt").idRows();
    int batch = c.integer("batch");
    int mask = c.integer("mask_token_id");
    Uniforms u = Uniforms.of(c, "uniforms");
    for (int row = 0; row < batch; row++) {
      int b = row;
      Recorded.Chances chances =
          (inner, step) -> {
            int k = step.at().number() - 1;
            return k < xt.length / batch
                ? joint(inner, step, mask, (p, v) -> u.at(k, b, p, v))
                : step;
          };
      Denoiser model = MaskedDenoiser.of(GoldenTests.network(folder), OptionalInt.of(mask));
      Transition recorded = new Recorded(transition(c), u.vocabulary(), chances);
      Settings settings = Settings.of(recorded, draw(c), c.integer("steps"), 1);
      Denoising run =
          Denoising.of(model, settings, Canvases.of(xt[b], mask), (purpose, step, position) -> 0.5);
      int k = 0;
      while (!run.finished()) {
        if (k < xt.length / batch) {
          assertArrayEquals(
              xt[k * batch + b], run.canvases().getFirst().ids(), c.id() + " x_t " + k);
          compareRates(c, k, batch, b);
        }
        run.next();
        k++;
      }
      assertArrayEquals(
          c.tensor("result").idRows()[b], run.canvases().getFirst().ids(), c.id() + " result");
    }
  }

  private static void compareRates(GoldenCase c, int k, int batch, int b) {
    boolean shared = c.hasTensor("sigma") && c.tensor("sigma").shape().length == 1;
    if (!shared) {
      return;
    }
    Transition inner = transition(c);
    if (inner instanceof RemaskingDiffusion r && !c.text("sampler").equals("remdm-conf")) {
      int length = c.tensor("xt").shape()[2];
      Moment at =
          new Moment(
              Canvases.of(c.tensor("xt").idRows()[k * batch + b], c.integer("mask_token_id")),
              new Span(0, length),
              k + 1,
              c.integer("steps"),
              length,
              k + 1,
              (purpose, step, position) -> 0);
      RemaskingDiffusion.Rates rates = r.rates(at);
      double sigma = c.tensor("sigma").floats()[k];
      if (sigma >= 0) {
        assertEquals(sigma, rates.sigma()[0], c.tolerance("sigma_abs"), c.id() + " sigma " + k);
      }
      assertEquals(c.tensor("alpha_t").floats()[k], rates.alphaT(), 2e-5, c.id() + " " + k);
      assertEquals(c.tensor("alpha_s").floats()[k], rates.alphaS(), 2e-5, c.id() + " " + k);
    }
  }

  /// A recorded uniform for a token at a position.
  private interface Uniform {
    double of(int position, int token);
  }

  /// One draw from tokens and mask together at every position.
  private static Step joint(Transition inner, Step step, int mask, Uniform u) {
    Beliefs b = step.beliefs();
    Canvas canvas = step.canvas();
    int[] candidates = b.candidates().clone();
    double[] reveal = new double[canvas.length()];
    double[] again = new double[canvas.length()];
    Arrays.fill(reveal, 1);
    Arrays.fill(again, 1);
    for (int i = 0; i < b.count(); i++) {
      int p = b.positions()[i];
      if (!canvas.masked(p) || !step.at().block().contains(p)) {
        continue;
      }
      double rate = revealRate(inner, step, p);
      double[] q = Recorded.distribution(b, i);
      for (int v = 0; v < q.length; v++) {
        q[v] *= rate;
      }
      q[mask] = 1 - rate;
      int drawn = Gumbel.categorical(q, v -> u.of(p, v));
      if (drawn != mask) {
        candidates[i] = drawn;
        reveal[p] = 0;
      }
    }
    for (int p : canvas.writablePositions(step.at().block())) {
      if (!canvas.masked(p)) {
        double sigma = remaskRate(inner, step, p);
        double keep = (1 - sigma) / (1e-10 - Math.log(u.of(p, canvas.id(p)) + 1e-10));
        double drop = sigma / (1e-10 - Math.log(u.of(p, mask) + 1e-10));
        again[p] = drop > keep ? 0 : 1;
      }
    }
    return Recorded.with(
        step,
        candidates,
        (purpose, s, p) ->
            switch (purpose) {
              case REVEAL -> reveal[p] == 0 ? -1 : 2;
              case REMASK -> again[p] == 0 ? -1 : 2;
              default -> throw new IllegalStateException(purpose + " is not recorded");
            });
  }

  private static double revealRate(Transition inner, Step step, int p) {
    return switch (inner) {
      case RemaskingDiffusion r -> r.rates(step.at()).reveal(p);
      case DiscreteFlow f -> {
        double[] grid = f.grid(step.at().total());
        int k = step.at().number();
        yield DiscreteFlow.reveal(grid[k - 1], grid[k]);
      }
      case ScoreReveal s -> s.reveal(step.at(), step.beliefs(), p);
      case GridReveal g -> GridReveal.reveal(step.at());
      default -> throw new AssertionError(inner);
    };
  }

  private static double remaskRate(Transition inner, Step step, int p) {
    return switch (inner) {
      case RemaskingDiffusion r -> r.rates(step.at()).sigma()[p];
      case DiscreteFlow f -> {
        double[] grid = f.grid(step.at().total());
        int k = step.at().number();
        yield DiscreteFlow.remask(grid[k - 1], grid[k]);
      }
      default -> 0;
    };
  }

  private static void score(GoldenCases folder, GoldenCase c) {
    int[][] xt = c.tensor("xt").idRows();
    int batch = c.integer("batch");
    int mask = c.integer("mask_token_id");
    int steps = c.integer("steps");
    Uniforms u = Uniforms.of(c, "uniforms");
    Uniforms last = Uniforms.of(c, "final_uniforms");
    boolean euler = c.hasScalar("predictor") && c.text("predictor").equals("euler");
    for (int row = 0; row < batch; row++) {
      int b = row;
      Recorded.Chances chances =
          (inner, step) -> {
            int k = step.at().number() - 1;
            return k < steps
                ? joint(inner, step, mask, (p, v) -> u.at(k, b, p, v))
                : tokens(step, mask, (p, v) -> last.at(0, b, p, v));
          };
      ScoreReveal inner =
          new ScoreReveal(
              euler ? ScoreReveal.Method.EULER : ScoreReveal.Method.ANALYTIC, c.number("eps"));
      Denoiser model = MaskedDenoiser.of(GoldenTests.network(folder), OptionalInt.of(mask));
      Canvas start = start(c, xt[b], mask);
      Settings settings =
          Settings.of(
              new Recorded(inner, u.vocabulary(), chances),
              new TokenDraw(true, 1, 1, new int[0]),
              steps,
              1);
      Denoising run = Denoising.of(model, settings, start, (purpose, step, position) -> 0.5);
      int k = 0;
      while (!run.finished()) {
        int[] before = k < steps ? xt[k * batch + b] : finalInput(c, b);
        if (before.length > 0) {
          assertArrayEquals(
              written(before, start), run.canvases().getFirst().ids(), c.id() + " x_t " + k);
        }
        run.next();
        k++;
      }
      assertArrayEquals(
          c.tensor("result").idRows()[b], run.canvases().getFirst().ids(), c.id() + " result");
    }
  }

  private static int[] finalInput(GoldenCase c, int b) {
    return c.hasTensor("final_input") ? c.tensor("final_input").idRows()[b] : new int[0];
  }

  /// The reference writes given tokens back only before a step.
  private static int[] written(int[] ids, Canvas start) {
    int[] out = ids.clone();
    for (int p = 0; p < out.length; p++) {
      out[p] = start.role(p) == Role.GIVEN ? start.id(p) : out[p];
    }
    return out;
  }

  private static Canvas start(GoldenCase c, int[] ids, int mask) {
    if (!c.hasTensor("given_positions")) {
      return Canvases.of(ids, mask);
    }
    boolean[] masked = new boolean[ids.length];
    Arrays.fill(masked, true);
    int[] start = ids.clone();
    int[] positions = c.tensor("given_positions").ints();
    for (int i = 0; i < positions.length; i++) {
      masked[positions[i]] = false;
      start[positions[i]] = c.tensor("given_ids").ints()[i];
    }
    return Canvas.of(start, masked, mask);
  }

  /// A draw of tokens only.
  private static Step tokens(Step step, int mask, Uniform u) {
    Beliefs b = step.beliefs();
    int[] candidates = new int[b.count()];
    for (int i = 0; i < candidates.length; i++) {
      int p = b.positions()[i];
      double[] q = Arrays.copyOf(Recorded.distribution(b, i), mask);
      candidates[i] = Gumbel.categorical(q, v -> u.of(p, v));
    }
    return Recorded.with(step, candidates, (purpose, s, p) -> -1);
  }

  private static void windows(GoldenCases folder, GoldenCase c) {
    int[][] xt = c.tensor("xt").idRows();
    int[] window =
        c.scalars().required("window_of_step").values().stream().mapToInt(n -> n.asInt()).toArray();
    int mask = c.integer("mask_token_id");
    int width = c.integer("length");
    int stride = c.integer("stride_length");
    int strides = c.integer("num_strides");
    int perWindow = c.integer("steps");
    Uniforms u = Uniforms.of(c, "uniforms");
    int[] firstOf = IntStream.rangeClosed(0, strides).map(w -> first(window, w)).toArray();
    Recorded.Chances chances =
        (inner, step) -> {
          int w = (step.at().block().to() - width) / stride;
          int k = firstOf[w] + step.at().number() - 1;
          return joint(inner, step, mask, (p, v) -> u.at(k, 0, p - w * stride, v));
        };
    Transition inner =
        new RemaskingDiffusion(
            RemaskingDiffusion.Strategy.NONE, 0, RemaskingDiffusion.Loop.PUBLISHED, 0);
    int[] ids = new int[width + stride * strides];
    Arrays.fill(ids, mask);
    MaskedDenoiser whole = MaskedDenoiser.of(GoldenTests.network(folder), OptionalInt.of(mask));
    Settings settings =
        Settings.of(
                new Recorded(inner, u.vocabulary(), chances), draw(c), perWindow * (strides + 1), 1)
            .in(new BlockSchedule(stride, width, false, true));
    Denoiser model = limited(whole, width);
    Denoising run = Denoising.of(model, settings, Canvases.of(ids, mask), (p, s, i) -> 0.5);
    int k = 0;
    int w = 0;
    while (!run.finished()) {
      int[] now = run.canvases().getFirst().ids();
      if (w < strides && Arrays.stream(now, 0, width + w * stride).noneMatch(i -> i == mask)) {
        w++;
        k = firstOf[w];
      }
      assertArrayEquals(
          xt[k], Arrays.copyOfRange(now, w * stride, w * stride + width), c.id() + " x_t " + k);
      run.next();
      k++;
    }
    assertArrayEquals(c.tensor("result").idRows()[0], run.canvases().getFirst().ids(), c.id());
  }

  private static int first(int[] window, int w) {
    return IntStream.range(0, window.length).filter(k -> window[k] == w).findFirst().orElseThrow();
  }

  /// The model with a shorter context.
  private static Denoiser limited(Denoiser model, int context) {
    return new GivenCandidates(model, (call, row, position) -> -1) {
      @Override
      public int maxLength() {
        return context;
      }
    };
  }

  private static void block(GoldenCases folder, GoldenCase c) {
    int mask = c.integer("mask_token_id");
    int size = c.integer("block_size");
    int[][] before = c.tensor("block_before").idRows();
    int[][] after = c.tensor("block_after").idRows();
    int[] block = c.tensor("block_of_step").ints();
    Uniforms u = Uniforms.of(c, "token_uniforms");
    boolean hitting = c.flag("first_hitting");
    int[] ids = new int[c.integer("length")];
    Arrays.fill(ids, mask);
    ids[0] = c.integer("bos_token_id");
    int[] k = {0};
    Recorded.Chances chances =
        (inner, step) -> {
          int row = k[0];
          if (!hitting) {
            return joint(inner, step, mask, (p, v) -> u.at(row, 0, p % size, v));
          }
          assertEquals(
              c.tensor("t").doubles()[row],
              ((FirstHitting) inner).now(),
              c.tolerance("t_rel") * c.tensor("t").doubles()[row]);
          int[] masked = step.masked();
          double order = (c.tensor("position_draw").ints()[row] + 0.5) / masked.length;
          Beliefs b = step.beliefs();
          int[] candidates = new int[b.count()];
          for (int i = 0; i < candidates.length; i++) {
            int p = b.positions()[i];
            candidates[i] =
                Gumbel.categorical(Recorded.distribution(b, i), v -> u.at(row, 0, p % size, v));
          }
          return Recorded.with(step, candidates, (purpose, s, p) -> order);
        };
    Transition inner = hitting ? new FirstHitting() : new GridReveal();
    int blocks = ids.length / size;
    Settings settings =
        Settings.of(
                new Recorded(inner, u.vocabulary(), chances),
                draw(c),
                c.integer("num_steps") * blocks,
                1)
            .in(new BlockSchedule(size, 0, true, true))
            .reusing(c.flag("kv_cache") ? Reuse.PREFIX : Reuse.UNCHANGED);
    Denoiser model =
        limited(
            MaskedDenoiser.of(GoldenTests.network(folder), OptionalInt.of(mask)),
            Math.min(c.integer("context_size"), c.integer("model_length")));
    double[] times = hitting ? c.tensor("time_uniforms").doubles() : new double[0];
    Randomness random =
        (purpose, step, position) -> purpose == Purpose.TIME ? times[step - 1] : 0.5;
    try (Denoising run = Denoising.of(model, settings, Canvases.of(ids, mask), random)) {
      Frame frame = null;
      while (!run.finished()) {
        int from = block[k[0]] * size;
        int[] now = run.canvases().getFirst().ids();
        assertArrayEquals(
            before[k[0]], Arrays.copyOfRange(now, from, from + size), c.id() + " " + k[0]);
        frame = run.next().getFirst();
        assertArrayEquals(
            after[k[0]],
            Arrays.copyOfRange(frame.ids(), from, from + size),
            c.id() + " after " + k[0]);
        k[0]++;
      }
      assertArrayEquals(c.tensor("result").idRows()[0], run.canvases().getFirst().ids(), c.id());
      assertEquals(before.length, k[0], c.id());
      if (frame != null && !c.flag("kv_cache")) {
        assertEquals(c.integer("denoising_forwards"), frame.evaluations(), c.id());
      }
    }
  }

  private static void stops(GoldenCases folder, GoldenCase c) {
    int[][] sequences = c.tensor("sequences").idRows();
    for (int[] r : c.tensor("results").idRows()) {
      int[] ids = Arrays.copyOf(sequences[r[0]], r[1]);
      OptionalInt cut = Degeneration.cut(ids, c.integer("eos_token_id"), r[2] == 1);
      assertEquals(r[3] == 1, cut.isPresent(), c.id() + Arrays.toString(r));
      assertEquals(r[4], cut.orElse(r[1]), c.id() + Arrays.toString(r));
    }
    for (int[] r : c.tensor("results").idRows()) {
      int[] last = Arrays.copyOfRange(sequences[r[0]], r[1] - 256, r[1]);
      assertEquals(
          c.scalars().required("entropies").get(r[0]).asDouble(), Degeneration.entropy(last), 1e-5);
    }
  }
}
