package dev.unmask.train;

import dev.unmask.task.Draws;
import java.util.List;

/// Which positions of a batch are masked.
///
/// Of each row the question stays, and what follows is masked position by position with
/// probability t, filling included: a model that never learns to write its filling gets lengths
/// wrong.
///
/// @param times how t is drawn
/// @param least of t, above 0: t is in `[least, 1]`
/// @param exact mask exactly k positions, k uniform over 1 to all, and take t = k / all
/// @param suffix share of rows of which all from a random position on is masked
/// @param whole share of rows of which the question may be masked too, but for the first token
/// @see "DiffuLLaMA, trainer (c17e897): t = (1 - 1e-3) u + 1e-3; LLaDA (b7e6c35) for exact k"
public record Masking(Times times, double least, boolean exact, double suffix, double whole) {
  private static final long TIME = 4;
  private static final long MASKS = 5;

  /// How t is spread over the rows of a batch.
  public enum Times {
    /// Each by itself.
    UNIFORM,
    /// `(u + b / B) mod 1`: evenly, with one draw for all.
    STRATIFIED,
    /// Pairs of u and 1 - u.
    ANTITHETIC
  }

  /// As published.
  public static Masking published() {
    return new Masking(Times.UNIFORM, 1e-3, false, 0, 0);
  }

  /// Masks a batch.
  ///
  /// @param length of the rows with their filling
  /// @param pad the id that fills
  public MaskedRows mask(List<Row> rows, int length, int pad, long seed, long step) {
    int n = rows.size();
    double[] uniform = uniforms(n, Draws.of(seed, TIME, step));
    double[] times = new double[n];
    boolean[][] masked = new boolean[n][length];
    for (int b = 0; b < n; b++) {
      Draws draws = Draws.of(seed, MASKS, step, b);
      times[b] = (1 - least) * uniform[b] + least;
      double kind = draws.uniform();
      boolean free = kind < whole;
      int first = free ? 1 : rows.get(b).given();
      if (!free && kind < whole + suffix && first < rows.get(b).ids().length) {
        times[b] = suffix(masked[b], first, rows.get(b).ids().length, draws);
      } else if (exact) {
        times[b] = exactly(masked[b], first, draws);
      } else {
        for (int p = first; p < length; p++) {
          masked[b][p] = draws.uniform() < times[b];
        }
      }
    }
    return new MaskedRows(Mixture.filled(rows, length, pad), masked, times);
  }

  private double[] uniforms(int n, Draws draws) {
    double[] u = new double[n];
    double first = draws.uniform();
    for (int b = 0; b < n; b++) {
      u[b] =
          switch (times) {
            case UNIFORM -> draws.uniform();
            case STRATIFIED -> (first + b / (double) n) % 1;
            case ANTITHETIC -> b % 2 == 1 ? 1 - u[b - 1] : draws.uniform();
          };
    }
    return u;
  }

  /// All from a position of the answer on; t is the share that is masked.
  private static double suffix(boolean[] masked, int first, int end, Draws draws) {
    int from = draws.between(first, end - 1);
    for (int p = from; p < masked.length; p++) {
      masked[p] = true;
    }
    return (masked.length - from) / (double) (masked.length - first);
  }

  /// k of the free positions, each choice equally likely.
  private static double exactly(boolean[] masked, int first, Draws draws) {
    int free = masked.length - first;
    if (free == 0) {
      return 1;
    }
    int k = draws.between(1, free);
    int left = k;
    for (int p = first; p < masked.length; p++) {
      if (draws.between(1, masked.length - p) <= left) {
        masked[p] = true;
        left--;
      }
    }
    return k / (double) free;
  }
}
