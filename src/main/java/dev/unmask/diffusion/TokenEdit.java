package dev.unmask.diffusion;

import dev.unmask.network.Beliefs;
import dev.unmask.network.Denoiser;
import java.util.Arrays;
import java.util.List;

/// Drafts and edits: reveals positions above a threshold (or a minimal number of the best), and in
/// the same step writes a position of the block anew where the model now prefers another token with
/// more than the editing threshold.
///
/// A block ends when a step finds no mask and edits nothing, or after some steps without masks.
///
/// @see "LLaDA2.1, generate (dInfer, fce4e32)"
public final class TokenEdit implements Transition {
  private final double threshold;
  private final double editing;
  private final int least;
  private final int after;
  private int without;
  private boolean edited;
  private boolean sawMask = true;

  /// @param threshold above which masked positions are revealed
  /// @param editing above which written positions are changed
  /// @param least revealed in each step
  /// @param after steps without masks, at most, in each block
  public TokenEdit(double threshold, double editing, int least, int after) {
    this.threshold = threshold;
    this.editing = editing;
    this.least = least;
    this.after = after;
  }

  @Override
  public Transition begin(Denoiser model) {
    return new TokenEdit(threshold, editing, least, after);
  }

  @Override
  public List<Probe> probes(Moment at) {
    return List.of(Probe.withWritten(at));
  }

  @Override
  public Canvas next(Step step) {
    if (step.at().number() == 1) {
      without = 0;
    }
    Canvas canvas = step.canvas();
    int[] masked = step.masked();
    sawMask = masked.length > 0;
    without = sawMask ? without : without + 1;
    int[] reveal = revealed(step, masked);
    Beliefs b = step.beliefs();
    int[] edit =
        Arrays.stream(canvas.writablePositions(step.at().block()))
            .filter(p -> !canvas.masked(p))
            .filter(p -> b.candidates()[b.indexOf(p)] != canvas.id(p))
            .filter(p -> Math.exp(b.logProbabilities()[b.indexOf(p)]) > editing)
            .toArray();
    edited = edit.length > 0;
    int[] candidates = step.candidates();
    return canvas.reveal(reveal, candidates).rewrite(edit, candidates);
  }

  private int[] revealed(Step step, int... masked) {
    double[] scores = Order.CONFIDENCE.scores(step, masked);
    int[] above =
        java.util.stream.IntStream.range(0, masked.length)
            .filter(i -> scores[i] > threshold)
            .map(i -> masked[i])
            .toArray();
    return above.length >= least ? above : Ranking.best(masked, scores, least);
  }

  @Override
  public boolean finished(Moment at) {
    return !sawMask && (!edited || without >= after);
  }

  /// At least one mask goes in each step with masks; then come the steps that only edit.
  @Override
  public int bound(int steps, int masked) {
    return masked + after;
  }

  @Override
  public double time(Moment at) {
    return at.maskedShare();
  }
}
