package dev.unmask.diffusion;

/// How many masked positions of the block a step reveals.
public sealed interface Counts {
  /// The number for a step; never more than are masked.
  int count(Moment at);

  /// The same number in each step, the remainder in the first ones.
  ///
  /// @see "LLaDA, generate.py, get_num_transfer_tokens (b7e6c35)"
  record Even() implements Counts {
    @Override
    public int count(Moment at) {
      int n =
          at.initiallyMasked() / at.total()
              + (at.number() <= at.initiallyMasked() % at.total() ? 1 : 0);
      return Math.min(n, at.masked().length);
    }
  }

  /// `int(n (1 - s / t))` of the `n` positions masked now, on a grid from 1 to `end`; all in the
  /// last step. In float32, as published.
  ///
  /// @see "Dream, generation_utils.py (fac0a7f)"
  record OnTimesteps(double end) implements Counts {
    @Override
    public int count(Moment at) {
      int n = at.masked().length;
      return (int) (n * Timesteps.transfer(end, at.number(), at.total()));
    }
  }

  /// The expected number under a noise schedule, rounded to the nearest whole number (half to
  /// even), or drawn from its binomial distribution.
  ///
  /// @see "dllm, get_num_transfer_tokens (ca17675); stochastic_transfer"
  record Scheduled(NoiseSchedule schedule, boolean binomial) implements Counts {
    @Override
    public int count(Moment at) {
      int n = at.masked().length;
      double p = schedule.transfer(at.number(), at.total());
      if (!binomial) {
        return (int) Math.min(n, Math.rint(n * p));
      }
      if (at.left() == 0) {
        return n;
      }
      int count = 0;
      for (int position : at.masked()) {
        count += at.uniform(Purpose.COUNT, position) < p ? 1 : 0;
      }
      return count;
    }
  }

  /// The same number in each step, whatever is left; the rest in the last.
  record Fixed(int number) implements Counts {
    @Override
    public int count(Moment at) {
      int n = at.masked().length;
      return at.left() == 0 ? n : Math.min(number, n);
    }
  }
}
