package dev.unmask.train;

import dev.unmask.task.Draws;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Rows of several supplies by their shares, in batches of rows of similar length.
///
/// Sixteen batches are drawn at once and sorted by length, so that little of a batch is filling;
/// their order is drawn again. Batch `i` is a function of (seed, i) alone.
///
/// @param parts supplies with their shares
/// @param batch rows of one batch
/// @param seed of all
public record Mixture(List<Part> parts, int batch, long seed) {
  private static final int POOL = 16;
  private static final long ROWS = 1;
  private static final long ORDER = 2;

  /// @param rows a supply
  /// @param share of the rows, relative to the other shares; above 0
  /// @param label class of its rows, or -1 for none
  public record Part(Rows rows, double share, int label) {
    Row row(Draws draws) {
      return rows.row(draws).labelled(label);
    }
  }

  public Mixture {
    parts = List.copyOf(parts);
    if (parts.isEmpty() || batch < 1 || !parts.stream().allMatch(p -> p.share() > 0)) {
      throw new IllegalArgumentException("a mixture of nothing");
    }
  }

  /// Sixteen batches, of which the first is `pool * 16`.
  List<List<Row>> pool(long pool) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < POOL * batch; i++) {
      Draws draws = Draws.of(seed, ROWS, pool, i);
      rows.add(drawn(draws.uniform()).row(draws));
    }
    rows.sort(Comparator.comparingInt(r -> r.ids().length));
    List<List<Row>> batches = new ArrayList<>();
    for (int i = 0; i < POOL; i++) {
      batches.add(List.copyOf(rows.subList(i * batch, (i + 1) * batch)));
    }
    Draws order = Draws.of(seed, ORDER, pool);
    for (int i = POOL - 1; i > 0; i--) {
      java.util.Collections.swap(batches, i, order.between(0, i));
    }
    return batches;
  }

  private Part drawn(double uniform) {
    double all = parts.stream().mapToDouble(Part::share).sum();
    double sum = 0;
    for (Part p : parts) {
      sum += p.share() / all;
      if (uniform < sum) {
        return p;
      }
    }
    return parts.getLast();
  }

  /// Reads batches in their order without drawing a pool anew for each.
  Reader reader() {
    return new Reader(this);
  }

  /// Keeps the pool of the last batch.
  static final class Reader {
    private final Mixture mixture;
    private long number = -1;
    private List<List<Row>> pool = List.of();

    private Reader(Mixture mixture) {
      this.mixture = mixture;
    }

    List<Row> batch(long i) {
      if (i / POOL != number) {
        number = i / POOL;
        pool = mixture.pool(number);
      }
      return pool.get((int) (i % POOL));
    }
  }

  /// Rows side by side, filled up on the right.
  ///
  /// @param length of all, at least that of the longest
  static int[][] filled(List<Row> rows, int length, int pad) {
    int[][] ids = new int[rows.size()][];
    for (int b = 0; b < ids.length; b++) {
      int[] row = rows.get(b).ids();
      ids[b] = Arrays.copyOf(row, length);
      Arrays.fill(ids[b], row.length, length, pad);
    }
    return ids;
  }
}
