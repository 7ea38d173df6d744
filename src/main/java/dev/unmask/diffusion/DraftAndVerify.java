package dev.unmask.diffusion;

import dev.unmask.network.Beliefs;
import dev.unmask.network.Conditions;
import dev.unmask.network.Denoiser;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// WINO, wide in and narrow out: drafts boldly and, in the same evaluation, verifies what was
/// written before by a shadow of the block, whose slots see everything but the token they judge.
///
/// A draft takes positions above a threshold, at least the best, at most `min(max(0.7 n, 5), 20)`
/// of the `n` masked ones. Tokens whose shadow gives them less than the second threshold are masked
/// again, the least probable first: only if more than one was drafted, and fewer than were drafted
/// in the step before.
///
/// The shadow are columns behind the canvas. On a shifted network, which judges a position by the
/// column before it, a shadow column repeats that token at its position, sees everything but the
/// judged one, and no other shadow: this form is ours, the published one is for networks without
/// shift.
///
/// @see "WINO (9549a1d)"
public final class DraftAndVerify implements Transition {
  private static final int UNBOUNDED = 30;

  private final double draft;
  private final double verify;
  private final boolean shifted;
  private int accepted = UNBOUNDED;

  /// @param draft threshold of a reveal
  /// @param verify below which a token is masked again
  public DraftAndVerify(double draft, double verify) {
    this(draft, verify, false);
  }

  private DraftAndVerify(double draft, double verify, boolean shifted) {
    this.draft = draft;
    this.verify = verify;
    this.shifted = shifted;
  }

  @Override
  public Transition begin(Denoiser model) {
    return new DraftAndVerify(draft, verify, model.shifted());
  }

  @Override
  public List<Probe> probes(Moment at) {
    Canvas canvas = at.canvas();
    Span block = at.block();
    int length = canvas.length();
    int shadows = block.length();
    int[] ids = Arrays.copyOf(canvas.ids(), length + shadows);
    int[] positions = IntStream.range(0, length + shadows).toArray();
    for (int i = 0; i < shadows; i++) {
      int judged = block.from() + i;
      int column = shifted ? Math.max(0, judged - 1) : judged;
      ids[length + i] = shifted ? canvas.id(column) : canvas.maskId();
      positions[length + i] = column;
    }
    int[] standing = standing(canvas, block);
    int[] masked = canvas.maskedPositions();
    int[] wanted = Arrays.copyOf(masked, masked.length + standing.length);
    int[] scored = new int[wanted.length];
    int added = shifted ? length + 1 : length;
    for (int i = 0; i < standing.length; i++) {
      wanted[masked.length + i] = added + standing[i] - block.from();
      scored[masked.length + i] = canvas.id(standing[i]);
    }
    Conditions.Layout layout = new Conditions.Layout(positions, attention(length, block));
    return List.of(new Probe(ids, 0, wanted, layout, scored));
  }

  private static int[] standing(Canvas canvas, Span block) {
    return Arrays.stream(canvas.writablePositions(block)).filter(p -> !canvas.masked(p)).toArray();
  }

  private byte[] attention(int length, Span block) {
    int n = length + block.length();
    byte[] allowed = new byte[n * n];
    for (int q = 0; q < n; q++) {
      for (int k = 0; k < n; k++) {
        boolean toShadow = k >= length;
        boolean sees =
            q < length ? !toShadow : toShadow ? !shifted || k == q : k != block.from() + q - length;
        allowed[q * n + k] = (byte) (sees ? 1 : 0);
      }
    }
    return allowed;
  }

  @Override
  public Canvas next(Step step) {
    Moment at = step.at();
    accepted = at.number() == 1 ? UNBOUNDED : accepted;
    int[] masked = step.masked();
    double[] scores = Order.CONFIDENCE.scores(step, masked);
    int[] bold =
        IntStream.range(0, masked.length)
            .filter(i -> scores[i] > draft)
            .map(i -> masked[i])
            .toArray();
    int most = Math.min(Math.max((int) (0.7 * masked.length), 5), 20);
    int[] reveal =
        bold.length == 0 || bold.length > most
            ? Ranking.best(masked, scores, bold.length == 0 ? 1 : most)
            : bold;
    int[] again = reveal.length > 1 ? doubted(step) : new int[0];
    accepted = reveal.length;
    return step.reveal(reveal).remask(again);
  }

  private int[] doubted(Step step) {
    Canvas canvas = step.canvas();
    Beliefs b = step.beliefs();
    int[] standing = standing(canvas, step.at().block());
    double[] doubt = new double[standing.length];
    int first = b.count() - standing.length;
    for (int i = 0; i < doubt.length; i++) {
      doubt[i] = -Math.exp(b.standing()[first + i]);
    }
    int[] low =
        IntStream.range(0, doubt.length)
            .filter(i -> -doubt[i] < verify)
            .map(i -> standing[i])
            .toArray();
    if (low.length < accepted) {
      return low;
    }
    return Ranking.best(standing, doubt, accepted - 1);
  }

  @Override
  public boolean finished(Moment at) {
    return at.masked().length == 0;
  }

  /// Each step reveals one at least; masking again takes back fewer than the step before revealed.
  @Override
  public int bound(int steps, int masked) {
    return 2 * masked;
  }

  @Override
  public double time(Moment at) {
    return at.maskedShare();
  }
}
