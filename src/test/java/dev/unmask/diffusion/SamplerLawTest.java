package dev.unmask.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.engine.Device;
import dev.unmask.engine.Torch;
import dev.unmask.network.Denoiser;
import dev.unmask.network.Families;
import dev.unmask.network.MaskedDenoiser;
import dev.unmask.network.Network;
import dev.unmask.network.Precision;
import dev.unmask.network.TokenDraw;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/// Laws that every sampler keeps, on a small random network.
class SamplerLawTest {
  private static final int MASK = 300;
  private static final Torch TORCH = Torch.start(1);
  private static final Denoiser MODEL = model();

  private static Denoiser model() {
    CheckpointFolder folder = CheckpointFolder.open(Path.of("src/test/golden/diffugpt-tiny"));
    return MaskedDenoiser.of(
        Network.load(TORCH, Device.CPU, folder, Families.blueprint(folder), Precision.F32),
        OptionalInt.of(MASK));
  }

  @Provide
  Arbitrary<Sampler> samplers() {
    return Arbitraries.of(Sampler.all());
  }

  @Property(tries = 60)
  void revealedStaysRevealedAndEveryPositionIsWritten(
      @ForAll("samplers") Sampler sampler,
      @ForAll @IntRange(min = 1, max = 20) int steps,
      @ForAll @IntRange(min = 1, max = 24) int masks,
      @ForAll long seed) {
    Denoising run = run(sampler, true, steps, List.of(canvas(masks, seed)), List.of(seed));
    int used = 0;
    Canvas before = run.canvases().getFirst();
    while (!run.finished()) {
      Frame frame = run.next().getFirst();
      used++;
      assertEquals(used, frame.step());
      assertTrue(frame.evaluations() <= used);
      Canvas after = run.canvases().getFirst();
      for (int p = 0; p < before.length(); p++) {
        if (!before.masked(p)) {
          assertEquals(before.id(p), after.id(p));
          assertEquals(before.role(p), after.role(p));
        } else if (!after.masked(p)) {
          assertEquals(frame.guess()[p], after.id(p));
        }
      }
      before = after;
    }
    assertTrue(used <= steps);
    assertEquals(0, before.maskedPositions().length);
  }

  @Property(tries = 20)
  void oneStepIsOneEvaluation(@ForAll("samplers") Sampler sampler, @ForAll long seed) {
    Denoising run = run(sampler, true, 1, List.of(canvas(12, seed)), List.of(seed));
    assertEquals(1, run.next().getFirst().evaluations());
    assertTrue(run.finished());
  }

  @Property(tries = 20)
  void oneMaskByArgmaxIsTheMostProbableToken(
      @ForAll("samplers") Sampler sampler, @ForAll long seed) {
    Canvas canvas = canvas(1, seed);
    int position = canvas.maskedPositions()[0];
    Assume.that(position != 0); // a shifted network does not predict position 0
    Denoising run = run(sampler, false, 3, List.of(canvas), List.of(seed));
    Frame frame = run.next().getFirst();
    assertEquals(frame.beliefs().topIds()[0], frame.guess()[position]);
  }

  @Property(tries = 10)
  void aBatchOfEightIsEightRunsOfOne(@ForAll("samplers") Sampler sampler, @ForAll long seed) {
    List<Canvas> canvases = new ArrayList<>();
    List<Long> seeds = new ArrayList<>();
    for (int b = 0; b < 8; b++) {
      canvases.add(canvas(10 + b, seed + b));
      seeds.add(seed + b);
    }
    Denoising together = run(sampler, true, 6, canvases, seeds);
    finish(together);
    for (int b = 0; b < 8; b++) {
      Denoising alone = run(sampler, true, 6, List.of(canvases.get(b)), List.of(seeds.get(b)));
      finish(alone);
      assertArrayEquals(
          alone.canvases().getFirst().ids(), together.canvases().get(b).ids(), "row " + b);
    }
  }

  @Property(tries = 10)
  void twoThreadsWriteWhatOneWrites(@ForAll("samplers") Sampler sampler, @ForAll long seed) {
    List<Canvas> canvas = List.of(canvas(20, seed));
    Denoising one = run(sampler, true, 6, canvas, List.of(seed));
    finish(one);
    TORCH.threads(2);
    try {
      Denoising two = run(sampler, true, 6, canvas, List.of(seed));
      finish(two);
      assertArrayEquals(one.canvases().getFirst().ids(), two.canvases().getFirst().ids());
    } finally {
      TORCH.threads(1);
    }
  }

  /// After step `k` of `T` random-keep has left a position masked with probability `(T - k) / T`.
  @Property(tries = 1)
  void randomKeepRevealsTheExpectedShare() {
    int steps = 8;
    int[] left = new int[steps + 1];
    int runs = 200;
    int masks = 20;
    for (int seed = 0; seed < runs; seed++) {
      Denoising run =
          run(Sampler.RANDOM_KEEP, false, steps, List.of(canvas(masks, 1)), List.of((long) seed));
      while (!run.finished()) {
        Frame f = run.next().getFirst();
        left[f.step()] += f.maskedLeft();
      }
    }
    int n = runs * masks;
    for (int k = 1; k < steps; k++) {
      double p = (double) (steps - k) / steps;
      double sigma = Math.sqrt(n * p * (1 - p));
      assertEquals(n * p, left[k], 4 * sigma, "after step " + k);
    }
    assertEquals(0, left[steps]);
  }

  private static Denoising run(
      Sampler sampler, boolean sample, int steps, List<Canvas> canvases, List<Long> seeds) {
    TokenDraw draw = new TokenDraw(sample, 0.95, 0.9, new int[] {MASK});
    return new Denoising(
        MODEL,
        Settings.of(sampler.rule(), draw, steps, 3),
        canvases,
        seeds.stream().map(Randomness::seeded).toList());
  }

  private static void finish(Denoising run) {
    while (!run.finished()) {
      run.next();
    }
  }

  /// A canvas of 26 positions with some masks at places that the seed chooses.
  private static Canvas canvas(int masks, long seed) {
    Randomness r = Randomness.seeded(seed);
    int length = 26;
    int[] ids = new int[length];
    double[] order = new double[length];
    for (int p = 0; p < length; p++) {
      ids[p] = (int) (290 * r.uniform(Purpose.TOKEN, 1000, p));
      order[p] = r.uniform(Purpose.REVEAL, 1000, p);
    }
    double[] sorted = order.clone();
    Arrays.sort(sorted);
    boolean[] masked = new boolean[length];
    for (int p = 0; p < length; p++) {
      masked[p] = order[p] < sorted[masks];
    }
    return Canvas.of(ids, masked, MASK);
  }
}
