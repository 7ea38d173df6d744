package dev.unmask.measure;

import dev.unmask.diffusion.Purpose;
import dev.unmask.diffusion.Randomness;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// How a text is noised so that the weighted cross-entropy estimates the bound.
///
/// [#TIME] and [#COUNT] have the same expectation up to `eps`: masks of a uniform count are what
/// independent masks of a uniform probability come to. Noise is drawn in groups whose levels are
/// spread evenly over all levels from one random offset, as in the published programs.
public enum Noising {
  /// A time `t` between `eps` and 1; each target is masked with probability `t` and weighs `1/t`.
  ///
  /// The expectation leaves out the times below `eps`: the bound is off by at most `eps` times the
  /// difference between the integrand there and its mean.
  ///
  /// @see "Sahoo et al. 2024 (MDLM), equation 11; Dream, eval/eval.py (fac0a7f)"
  TIME {
    @Override
    double[] levels(double offset, int strata, int targets) {
      double[] t = new double[strata];
      Arrays.setAll(t, i -> (1 - EPS) * ((offset + (double) i / strata) % 1) + EPS);
      return t;
    }

    @Override
    int[] masked(int[] targets, double level, Randomness randomness, int draw) {
      return Arrays.stream(targets)
          .filter(p -> randomness.uniform(Purpose.NOISE, draw, p) < level)
          .toArray();
    }
  },

  /// A count `k` of 1 to `L` targets, all sets of `k` equally likely; each weighs `L/k`. Less
  /// variance than [#TIME], and no `eps`.
  ///
  /// @see "Nie et al. 2025 (LLaDA), equation 14"
  COUNT {
    @Override
    double[] levels(double offset, int strata, int targets) {
      double[] share = new double[strata];
      Arrays.setAll(
          share, i -> (1 + Math.floor((offset + (double) i / strata) % 1 * targets)) / targets);
      return share;
    }

    @Override
    int[] masked(int[] targets, double level, Randomness randomness, int draw) {
      return someOf(targets, level, randomness, draw);
    }
  },

  /// The same with counts spread as LLaDA's program does: `k + i L / strata` from a random `k`,
  /// rounded half to even. Where that is a half, some counts never come up (never all 3 of 3
  /// targets in the third of 4 copies), and the mean is off: to compare with published numbers.
  ///
  /// @see "LLaDA, get_log_likelihood.py, forward_process (b7e6c35)"
  COUNT_AS_PUBLISHED {
    @Override
    double[] levels(double offset, int strata, int targets) {
      int first = 1 + (int) (offset * targets);
      double[] share = new double[strata];
      for (int i = 0; i < strata; i++) {
        double spread = Math.rint(first + i * ((double) targets / strata));
        share[i] = ((spread - 1) % targets + 1) / targets;
      }
      return share;
    }

    @Override
    int[] masked(int[] targets, double level, Randomness randomness, int draw) {
      return someOf(targets, level, randomness, draw);
    }
  };

  /// The smallest time.
  public static final double EPS = 1e-3;

  /// The share of targets that each text of a group masks, in expectation or exactly.
  ///
  /// @param offset in [0, 1), random for each group
  /// @param strata texts of the group
  /// @param targets positions that can be masked, at least 1
  /// @return `[strata]` in (0, 1]; the weight is `1 / share`
  abstract double[] levels(double offset, int strata, int targets);

  /// Which targets are masked at a level, ascending.
  abstract int[] masked(int[] targets, double level, Randomness randomness, int draw);

  /// One group of noised copies of a text.
  ///
  /// @param targets positions that may be masked, ascending, at least 1
  /// @param group number of the group, from 0
  NoisedText[] group(
      int[] text, int[] targets, int maskId, int strata, int group, Randomness randomness) {
    double offset = randomness.uniform(Purpose.NOISE_LEVEL, group + 1, 0);
    double[] levels = levels(offset, strata, targets.length);
    NoisedText[] out = new NoisedText[strata];
    for (int i = 0; i < strata; i++) {
      int[] masked = masked(targets, levels[i], randomness, group * strata + i + 1);
      out[i] = NoisedText.masking(text, masked, maskId, levels[i], 1 / levels[i]);
    }
    return out;
  }

  private static int[] someOf(int[] targets, double level, Randomness randomness, int draw) {
    int count = (int) Math.rint(level * targets.length);
    return Arrays.stream(inRandomOrder(targets, randomness, draw)).limit(count).sorted().toArray();
  }

  /// Positions in an order that is uniform over all orders.
  static int[] inRandomOrder(int[] positions, Randomness randomness, int draw) {
    return IntStream.of(positions)
        .boxed()
        .sorted(
            Comparator.<Integer>comparingDouble(p -> randomness.uniform(Purpose.NOISE, draw, p))
                .thenComparingInt(p -> p))
        .mapToInt(p -> p)
        .toArray();
  }
}
