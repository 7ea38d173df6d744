package dev.unmask.diffusion;

import dev.unmask.network.Beliefs;
import java.util.Arrays;
import java.util.List;

/// P2: after each evaluation a planner keeps the best share `kappa(k / T)` of all free positions
/// revealed and masks the rest, also those that were revealed before.
///
/// The score of a position is that of its new candidate, also where another token stands; of
/// positions already revealed it is multiplied by eta. With log-probabilities, which are negative,
/// eta = 0 never masks again and eta > 1 does so more often; with margins, which are positive, eta
/// > 1 protects. What is kept keeps its token.
///
/// @param eta at least 0
/// @param score how positions are compared
/// @param rise the share that is kept
/// @see "P2, Path planning for masked diffusion, 2502.03540"
public record PathPlanning(double eta, Score score, Rise rise) implements Transition {
  /// How positions are compared.
  public enum Score {
    /// Log-probability of the candidate.
    LOG_PROBABILITY,
    /// Difference of the two best log-probabilities.
    LOG_MARGIN,
    /// Probability of the best token; exactly as many as planned are masked.
    BEST
  }

  /// The share of positions that is kept at a time.
  public enum Rise {
    /// `t`.
    LINEAR,
    /// `sin(pi t / 2)`.
    SINE;

    double at(double t) {
      return this == LINEAR ? t : Math.sin(Math.PI / 2 * t);
    }
  }

  @Override
  public List<Probe> probes(Moment at) {
    return List.of(Probe.withWritten(at));
  }

  @Override
  public Canvas next(Step step) {
    Moment at = step.at();
    if (at.left() == 0) {
      return step.reveal(step.masked());
    }
    Canvas canvas = step.canvas();
    int[] free = canvas.writablePositions(at.block());
    double[] scores = scores(step, free);
    int masks = (int) (free.length * (1 - rise.at((double) at.number() / at.total())));
    boolean[] low = low(free, scores, masks);
    int[] again = chosen(free, low, p -> !canvas.masked(p), true);
    int[] reveal = chosen(free, low, canvas::masked, false);
    return step.reveal(reveal).remask(again);
  }

  /// @return `[free.length]`
  double[] scores(Step step, int... free) {
    Beliefs b = step.beliefs();
    double[] scores = new double[free.length];
    for (int j = 0; j < free.length; j++) {
      int i = b.indexOf(free[j]);
      int first = i * b.alternatives();
      double s =
          switch (score) {
            case LOG_PROBABILITY -> b.logProbabilities()[i];
            case LOG_MARGIN ->
                b.topLogProbabilities()[first]
                    - b.topLogProbabilities()[first + Math.min(1, b.alternatives() - 1)];
            case BEST -> Math.exp(b.topLogProbabilities()[first]);
          };
      scores[j] = step.canvas().masked(free[j]) ? s : s * eta;
    }
    return scores;
  }

  private boolean[] low(int[] free, double[] scores, int masks) {
    boolean[] low = new boolean[free.length];
    if (score == Score.BEST) {
      double[] worst = Arrays.stream(scores).map(s -> -s).toArray();
      for (int p : Ranking.best(free, worst, masks)) {
        low[Arrays.binarySearch(free, p)] = true;
      }
    } else if (masks < free.length) {
      double[] ascending = scores.clone();
      Arrays.sort(ascending);
      for (int j = 0; j < low.length; j++) {
        low[j] = scores[j] < ascending[masks];
      }
    } else {
      Arrays.fill(low, true);
    }
    return low;
  }

  private static int[] chosen(
      int[] free, boolean[] low, java.util.function.IntPredicate of, boolean wanted) {
    return java.util.stream.IntStream.range(0, free.length)
        .filter(j -> low[j] == wanted && of.test(free[j]))
        .map(j -> free[j])
        .toArray();
  }

  @Override
  public int alternatives() {
    return score == Score.LOG_MARGIN ? 2 : 1;
  }

  /// A full canvas may be masked again; the variant that counts exactly ends there.
  @Override
  public boolean finished(Moment at) {
    return at.left() == 0 || (score == Score.BEST && at.masked().length == 0);
  }

  /// What is kept depends on the candidate, so a drawn one is drawn anew.
  @Override
  public boolean repeatable() {
    return false;
  }
}
