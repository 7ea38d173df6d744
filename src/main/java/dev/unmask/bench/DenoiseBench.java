package dev.unmask.bench;

import dev.unmask.diffusion.Canvas;
import dev.unmask.diffusion.Denoising;
import dev.unmask.diffusion.RandomKeep;
import dev.unmask.diffusion.Randomness;
import dev.unmask.diffusion.Reuse;
import dev.unmask.diffusion.Settings;
import dev.unmask.diffusion.TopKConfidence;
import dev.unmask.diffusion.Transition;
import dev.unmask.engine.Torch;
import dev.unmask.network.Precision;
import dev.unmask.network.TokenDraw;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Denoising against the published order of work, step by step in turn, from the same canvas with
/// the same uniform numbers. Nothing is taken over from an unchanged canvas: the published order
/// draws anew in each step, and so does ours here.
///
/// @param shape of the checkpoint
/// @param precisions to measure against float32 in the published order
/// @param rule of the sampler
/// @param work canvas, steps and draw
public record DenoiseBench(
    Torch torch,
    SyntheticCheckpoint shape,
    List<Precision> precisions,
    Rule rule,
    Work work,
    PrintWriter out) {

  /// Which sampler.
  public enum Rule {
    /// DiffuLLaMA's quick start: draws, and reveals at random.
    RANDOM_KEEP("random-keep", true),
    /// DiffuLLaMA's evaluation: the most probable tokens, the most certain first.
    TOP_K_CONFIDENCE("topk-confidence", false);

    private final String text;
    private final boolean sample;

    Rule(String text, boolean sample) {
      this.text = text;
      this.sample = sample;
    }

    private Transition transition() {
      return this == RANDOM_KEEP ? new RandomKeep() : new TopKConfidence();
    }

    /// As typed.
    public String text() {
      return text;
    }
  }

  /// What is to be done.
  ///
  /// @param length of the canvas, all masked but its first position
  /// @param steps `T`
  /// @param topP of the draw, where the rule draws
  /// @param seed of the uniform numbers
  public record Work(int length, int steps, double topP, long seed) {}

  /// What two orders of work did.
  ///
  /// @param published seconds of each step in the published order
  /// @param own seconds of each step
  /// @param candidates masked positions of all steps
  /// @param different candidates that differ between the two
  /// @param sameTokens whether both wrote the same
  record Outcome(Times published, Times own, int candidates, int different, boolean sameTokens) {}

  /// Measures and prints.
  public void run() {
    out.printf(
        Locale.ROOT,
        "%s (%s), length %d, T=%d, %s%s, %d threads%n",
        shape.text(),
        shape.about(),
        work.length(),
        work.steps(),
        rule.text(),
        rule.sample ? ", top-p " + work.topP() : "",
        torch.threads());
    out.printf(
        "%-6s %20s %14s %12s %14s %12s %24s%n",
        "dtype",
        "published (ms/step)",
        "own (ms/step)",
        "in all",
        "against f32",
        "tokens",
        "candidates that differ");
    try (ScratchFolder folder = ScratchFolder.create()) {
      SyntheticModel.write(shape, folder.path());
      double published32 = 0;
      for (Precision precision : precisions) {
        Outcome o = measure(folder.path(), precision);
        published32 = precision == Precision.F32 ? o.published().sum() : published32;
        out.printf(
            Locale.ROOT,
            "%-6s %20.0f %14.0f %10.2f x %12s %12s %14d of %6d%n",
            precision.text(),
            1e3 * o.published().sum() / o.published().count(),
            1e3 * o.own().sum() / o.own().count(),
            o.published().sum() / o.own().sum(),
            published32 == 0
                ? "-"
                : String.format(Locale.ROOT, "%.2f x", published32 / o.own().sum()),
            o.sameTokens() ? "identical" : "differ",
            o.different(),
            o.candidates());
        out.flush();
      }
    }
    out.println("in all: the published order of work in the same dtype, all steps, over ours");
    out.println("against f32: the published order of work in f32 over ours in this dtype");
  }

  private Outcome measure(Path folder, Precision precision) {
    try (SyntheticModel model = SyntheticModel.load(torch, folder, precision)) {
      warm(model);
      return compare(torch, model, rule, work);
    }
  }

  /// The first evaluation touches all weights.
  private void warm(SyntheticModel model) {
    compare(torch, model, rule, new Work(work.length(), 1, work.topP(), 0));
  }

  /// Both orders of work, step by step in turn.
  static Outcome compare(Torch torch, SyntheticModel model, Rule rule, Work work) {
    boolean[] masked = new boolean[work.length()];
    Arrays.fill(masked, 1, masked.length, true);
    Canvas start = Canvas.of(new int[work.length()], masked, model.denoiser().maskId());
    Randomness randomness = Randomness.seeded(work.seed());
    double topP = rule.sample ? work.topP() : 1;
    TokenDraw draw = new TokenDraw(rule.sample, 1, topP, new int[0]);
    Times publishedTimes = new Times();
    Times ownTimes = new Times();
    int candidates = 0;
    int different = 0;
    try (PublishedOrder published =
            new PublishedOrder(
                torch,
                model.network(),
                rule.transition(),
                topP,
                rule.sample,
                work.steps(),
                start,
                randomness);
        Denoising own =
            Denoising.of(
                model.denoiser(),
                Settings.of(rule.transition(), draw, work.steps(), 5).reusing(Reuse.NONE),
                start,
                randomness)) {
      while (!published.finished()) {
        Canvas before = published.canvas();
        int[][] theirs = new int[1][];
        publishedTimes.of(() -> theirs[0] = published.next());
        if (own.finished()) {
          ownTimes.add(0); // nothing is masked any more: the published order goes on asking
          continue;
        }
        int[][] ours = new int[1][];
        ownTimes.of(() -> ours[0] = own.next().getFirst().guess());
        for (int p : before.maskedPositions()) {
          candidates++;
          different += ours[0][p] == theirs[0][p] ? 0 : 1;
        }
      }
      boolean same = Arrays.equals(published.canvas().ids(), own.canvases().getFirst().ids());
      return new Outcome(publishedTimes, ownTimes, candidates, different, same);
    }
  }
}
