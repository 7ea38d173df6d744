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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// The toolkit dllm's sampler of masked diffusion models. Its batches pad shorter rows, which
/// nobody sees; here each row is a canvas of its own length.
class DllmGoldenTest {
  @TestFactory
  Stream<DynamicNode> generate() {
    return GoldenTests.of(DllmGoldenTest::check, "dllm_sample", "dllm_infill");
  }

  @TestFactory
  Stream<DynamicNode> counts() {
    return GoldenTests.of(DllmGoldenTest::count, "dllm_counts");
  }

  private static void check(GoldenCases folder, GoldenCase c) {
    int[][] before = c.tensor("xt_before").idRows();
    int batch = before.length / c.tensor("xt_before").shape()[0];
    for (int b = 0; b < batch; b++) {
      row(folder, c, before, batch, b);
    }
  }

  private static void row(GoldenCases folder, GoldenCase c, int[][] before, int batch, int b) {
    int mask = c.integer("mask_token_id");
    boolean infill = c.kind().equals("dllm_infill");
    int prompt = c.scalars().required("input_lengths").get(b).asInt();
    int length = infill ? prompt : prompt + c.integer("max_new_tokens");
    int width = before[0].length;
    int size = c.integer("block_size");
    // Blocks are counted over the padded width; a shorter row has fewer of them.
    int all = (infill ? width : c.integer("max_new_tokens")) + size - 1;
    int perBlock = (c.integer("steps") + all / size - 1) / (all / size);
    int blocks = ((infill ? length : c.integer("max_new_tokens")) + size - 1) / size;
    Network network = GoldenTests.network(folder);
    boolean shift = c.hasScalar("right_shift_logits") && c.flag("right_shift_logits");
    Denoiser model = MaskedDenoiser.of(network, OptionalInt.of(mask)).withShift(shift);
    boolean sampled = c.hasTensor("gumbel_uniforms");
    int[] forward = {0};
    if (sampled) {
      float[] uniforms = c.tensor("gumbel_uniforms").floats();
      int vocabulary = uniforms.length / (before.length * width);
      model =
          new GivenCandidates(
              model,
              (call, row, p) ->
                  drawn(c, network, before, uniforms, batch, b, vocabulary, forward[0], p));
    }
    Order order = c.hasTensor("uniforms") ? Order.RANDOM : Order.CONFIDENCE;
    NoiseSchedule schedule =
        c.text("scheduler").startsWith("Cosine") ? NoiseSchedule.COSINE : NoiseSchedule.LINEAR;
    boolean binomial = c.hasScalar("stochastic_transfer") && c.flag("stochastic_transfer");
    int[] start = Arrays.copyOf(before[b], length);
    Settings settings =
        Settings.of(
                new CountedReveal(order, new Counts.Scheduled(schedule, binomial), 0),
                draw(c, sampled),
                perBlock * blocks,
                1)
            .in(new BlockSchedule(size, 0, infill, false))
            .guided(
                new Settings.Guide(
                    c.hasScalar("cfg_scale") ? c.number("cfg_scale") : 0,
                    ids(c, "cfg_keep_tokens")));
    List<int[]> mine = new ArrayList<>();
    Denoising[] run = new Denoising[1];
    Randomness random = (purpose, s, p) -> recorded(c, run[0], forward[0], b, purpose, p);
    run[0] = Denoising.of(model, settings, Canvases.of(start, mask), random);
    int evaluations = 0;
    while (!run[0].finished()) {
      int[] now = run[0].canvases().getFirst().ids();
      forward[0] = forward(c, run[0].canvases().getFirst(), infill ? 0 : prompt, b);
      Frame frame = run[0].next().getFirst();
      if (frame.evaluations() > evaluations) {
        evaluations = frame.evaluations();
        mine.add(now);
      }
    }
    int[] end = run[0].canvases().getFirst().ids();
    assertArrayEquals(
        Arrays.copyOf(c.tensor("result").idRows()[b], length), end, c.id() + " result " + b);
    List<int[]> reference = new ArrayList<>();
    for (int f = 0; f < before.length / batch; f++) {
      int[] ids = Arrays.copyOf(before[f * batch + b], length);
      if ((reference.isEmpty() || !Arrays.equals(ids, reference.getLast()))
          && !Arrays.equals(ids, end)) {
        reference.add(ids);
      }
    }
    assertEquals(reference.size(), mine.size(), c.id() + " evaluations " + b);
    for (int i = 0; i < mine.size(); i++) {
      assertArrayEquals(reference.get(i), mine.get(i), c.id() + " row " + b + " " + i);
    }
  }

  /// The recorded forward that a canvas stands before: forwards that change nothing in this row are
  /// passed over.
  private static int forward(GoldenCase c, Canvas canvas, int origin, int b) {
    int size = c.integer("block_size");
    int block = (canvas.maskedPositions()[0] - origin) / size;
    int from = origin + block * size;
    Span span = new Span(from, Math.min(canvas.length(), from + size));
    JsonNode counts = c.scalars().required("counts_per_block").get(block).get(b);
    int left = 0;
    for (JsonNode n : counts) {
      left += n.asInt();
    }
    int done = left - canvas.maskedPositions(span).length;
    int step = 0;
    for (int sum = counts.get(0).asInt(); sum <= done; sum += counts.get(step).asInt()) {
      step++;
    }
    int before = 0;
    for (JsonNode of : c.scalars().required("block_of_step")) {
      before += of.asInt() < block ? 1 : 0;
    }
    return before + step;
  }

  private static int count(GoldenCase c, int forward, int b) {
    int block = c.scalars().required("block_of_step").get(forward).asInt();
    int before = 0;
    for (JsonNode of : c.scalars().required("block_of_step")) {
      before += of.asInt() < block ? 1 : 0;
    }
    return c.scalars().required("counts_per_block").get(block).get(b).get(forward - before).asInt();
  }

  private static int drawn(
      GoldenCase c,
      Network network,
      int[][] before,
      float[] uniforms,
      int batch,
      int b,
      int vocabulary,
      int forward,
      int position) {
    int row = forward * batch + b;
    int width = before[row].length;
    return Gumbel.exponential(
        network.logits(Input.of(new int[][] {before[row]})),
        position,
        i -> uniforms[(row * width + position) * vocabulary + i],
        vocabulary,
        c.number("temperature"));
  }

  private static TokenDraw draw(GoldenCase c, boolean sampled) {
    return new TokenDraw(
            sampled, sampled ? c.number("temperature") : 1, 1, ids(c, "suppress_tokens"))
        .reading(TokenDraw.Basis.CLEAN)
        .discrediting(ids(c, "begin_suppress_tokens"));
  }

  private static int[] ids(GoldenCase c, String name) {
    return c.hasScalar(name)
        ? c.scalars().required(name).values().stream().mapToInt(JsonNode::asInt).toArray()
        : new int[0];
  }

  private static double recorded(
      GoldenCase c, Denoising run, int forward, int b, Purpose purpose, int position) {
    int[] shape = c.tensor("xt_before").shape();
    return switch (purpose) {
      case TOKEN -> 0;
      case ORDER -> c.tensor("uniforms").floats()[(forward * shape[1] + b) * shape[2] + position];
      case COUNT -> {
        int count = count(c, forward, b);
        int[] masked = run.canvases().getFirst().maskedPositions();
        yield Arrays.binarySearch(masked, position) < count ? -1 : 2;
      }
      default -> throw new IllegalStateException(purpose + " is not recorded");
    };
  }

  private static void count(GoldenCases folder, GoldenCase c) {
    for (JsonNode row : c.scalars().required("rows")) {
      String name = row.required("schedule").asString();
      NoiseSchedule schedule =
          name.startsWith("cosine") ? NoiseSchedule.COSINE : NoiseSchedule.LINEAR;
      boolean rounding = row.required("distance_from_half").asDouble() < 1e-5;
      if (schedule == NoiseSchedule.COSINE && rounding) {
        continue; // float32 rounding of another library's cosine decides; not a target
      }
      int masked = row.required("masked").asInt();
      int steps = row.required("steps").asInt();
      int[] expected = row.required("counts").values().stream().mapToInt(JsonNode::asInt).toArray();
      Counts counts = new Counts.Scheduled(schedule, false);
      List<Integer> mine = new ArrayList<>();
      int left = masked;
      for (int k = 1; k <= steps; k++) {
        boolean[] open = new boolean[masked];
        Arrays.fill(open, 0, left, true);
        Moment at =
            new Moment(
                Canvas.of(new int[masked], open, 0),
                new Span(0, masked),
                k,
                steps,
                masked,
                k,
                (purpose, s, p) -> 0);
        int n = counts.count(at);
        left -= n;
        if (n > 0) {
          mine.add(n);
        }
      }
      assertArrayEquals(
          expected, mine.stream().mapToInt(Integer::intValue).toArray(), row.toString());
    }
  }
}
