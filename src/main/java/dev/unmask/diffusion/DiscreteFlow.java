package dev.unmask.diffusion;

import dev.unmask.network.Denoiser;
import dev.unmask.network.TokenDraw;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/// The corrector of discrete flow matching: reveals faster than it has to and masks again the
/// difference.
///
/// With `a = 10 t^0.25 (1-t)^0.25 + 1` and `b = a - 1`, a masked position is revealed with
/// probability `a (alpha_s - alpha_t) / (1 - alpha_t)`, a revealed one masked again with `b
/// (alpha_s / alpha_t - 1)`. A step is at most `1 / T` and so short that both are probabilities, so
/// there are more than `T` of them.
///
/// @see "ReMDM (f830d65), sampler dfm; Gat et al. 2407.15595"
public final class DiscreteFlow implements Transition {
  private final double end;
  private int steps;
  private double[] grid = {};

  /// @param end time at which the grid ends; the authors use 1e-5
  public DiscreteFlow(double end) {
    this.end = end;
  }

  @Override
  public Transition begin(Denoiser model) {
    return new DiscreteFlow(end);
  }

  @Override
  public Canvas next(Step step) {
    Moment at = step.at();
    double[] grid = grid(at.total());
    if (at.number() >= grid.length) {
      return step.canvas().reveal(step.masked(), step.best());
    }
    double t = grid[at.number() - 1];
    double s = grid[at.number()];
    double reveal = reveal(t, s);
    double remask = remask(t, s);
    int[] written =
        Arrays.stream(step.masked()).filter(p -> at.uniform(Purpose.REVEAL, p) < reveal).toArray();
    int[] again =
        Arrays.stream(step.canvas().writablePositions(at.block()))
            .filter(p -> !step.canvas().masked(p))
            .filter(p -> at.uniform(Purpose.REMASK, p) < remask)
            .toArray();
    return step.reveal(written).remask(again);
  }

  private static double excess(double t) {
    return 10 * Math.pow(t, 0.25) * Math.pow(1 - t, 0.25);
  }

  static double reveal(double t, double s) {
    return t >= 1 ? (t - s) / t : (excess(t) + 1) * (t - s) / t;
  }

  static double remask(double t, double s) {
    return t >= 1 ? 0 : excess(t) * ((1 - s) / (1 - t) - 1);
  }

  /// The times of all evaluations; the last is that of the final one. Made once for a run.
  double[] grid(int total) {
    if (steps != total) {
      steps = total;
      grid =
          DoubleStream.iterate(1, t -> t > 0, t -> t > (1 - end) / total ? after(t, total) : 0)
              .toArray();
    }
    return grid;
  }

  private static double after(double t, int total) {
    double b = excess(t);
    return t - (t >= 1 ? 1.0 / total : Math.min(1.0 / total, 1 / ((b + 1) / t + b / (1 - t))));
  }

  @Override
  public double time(Moment at) {
    double[] grid = grid(at.total());
    return Math.max(grid[Math.min(at.number(), grid.length) - 1], Double.MIN_NORMAL);
  }

  @Override
  public boolean finished(Moment at) {
    int last = grid(at.total()).length;
    return at.number() >= last || (at.number() == last - 1 && at.masked().length == 0);
  }

  @Override
  public int bound(int steps, int masked) {
    return grid(steps).length;
  }

  @Override
  public TokenDraw draw(Moment at, TokenDraw asked) {
    return asked.droppingCrossing().reading(TokenDraw.Basis.FILTERED);
  }
}
