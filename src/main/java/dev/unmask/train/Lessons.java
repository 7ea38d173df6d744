package dev.unmask.train;

import dev.unmask.network.FlowShape;
import dev.unmask.network.LossTerms;
import dev.unmask.task.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The lesson of each step, a function of (recipe, step) alone.
final class Lessons {
  private static final long KIND = 6;
  private static final int ROUNDED = 8;
  private static final int MOST_EXTRA = 5;

  /// Filling beyond the longest row.
  static final int MOST_ADDED = MOST_EXTRA * ROUNDED;

  private final Objective objective;
  private final Mixture.Reader rows;
  private final int parts;
  private final int longest;
  private final int pad;
  private final int mask;
  private final long seed;
  private final Optional<FlowShape> shape;

  /// @param longest canvas that the network takes
  /// @param pad the id that fills
  /// @param mask the id of the mask; not used by the autoregressive objective
  /// @param shape of the flow; empty for the other objectives
  Lessons(
      Objective objective,
      Mixture mixture,
      int parts,
      int longest,
      int pad,
      int mask,
      long seed,
      Optional<FlowShape> shape) {
    this.shape = shape;
    this.objective = objective;
    this.rows = mixture.reader();
    this.parts = parts;
    this.longest = longest;
    this.pad = pad;
    this.mask = mask;
    this.seed = seed;
  }

  Lesson at(long step) {
    List<Row> batch = rows.batch(step);
    int needed = batch.stream().mapToInt(r -> r.ids().length).max().orElseThrow();
    return switch (objective) {
      case Objective.Autoregressive a -> autoregressive(batch, needed, a.filling(), false);
      case Objective.Flow f -> flow(batch, needed, f.filling(), step);
      case Objective.MaskedDiffusion d -> {
        Draws kind = Draws.of(seed, KIND, step);
        if (kind.uniform() < d.autoregressive()) {
          yield autoregressive(batch, needed, 0, true);
        }
        int extra = kind.uniform() < d.longer() ? kind.between(1, MOST_EXTRA) * ROUNDED : 0;
        yield masked(batch, rounded(needed + extra), d, step);
      }
    };
  }

  private int rounded(int length) {
    return Math.min(longest, (length + ROUNDED - 1) / ROUNDED * ROUNDED);
  }

  private Lesson autoregressive(List<Row> batch, int needed, int filling, boolean hidden) {
    int length = Math.min(longest, needed + filling);
    int[] lengths =
        batch.stream().mapToInt(r -> Math.min(length, r.ids().length + filling)).toArray();
    NextToken all = new NextToken(Mixture.filled(batch, length, pad), lengths);
    byte[] allowed = hidden ? Annealing.causal(length) : null;
    int count = all.targets();
    List<LossTerms> terms = new ArrayList<>();
    for (int p = 0; p < parts; p++) {
      NextToken part = all.part(from(batch.size(), p), from(batch.size(), p + 1));
      if (part.targets() > 0) {
        terms.add(part.terms(count, allowed));
      }
    }
    return new Lesson(terms, (long) batch.size() * length, count, length);
  }

  private Lesson flow(List<Row> batch, int needed, int filling, long step) {
    int length = Math.min(longest, needed + filling);
    FlowRows all = FlowRows.of(batch, length, filling, pad);
    int count = all.targets();
    List<LossTerms> terms = new ArrayList<>();
    for (int p = 0; p < parts; p++) {
      int from = from(batch.size(), p);
      FlowRows part = all.part(from, from(batch.size(), p + 1));
      if (part.targets() > 0) {
        terms.add(part.terms(shape.orElseThrow(), count, seed, step, from));
      }
    }
    return new Lesson(terms, (long) batch.size() * length, count, length);
  }

  private Lesson masked(List<Row> batch, int length, Objective.MaskedDiffusion d, long step) {
    MaskedRows all = d.masking().mask(batch, length, pad, seed, step);
    byte[] allowed = d.annealing().allowed(seed, step, length);
    int count = all.targets(d.shift());
    List<LossTerms> terms = new ArrayList<>();
    for (int p = 0; p < parts; p++) {
      MaskedRows part = all.part(from(batch.size(), p), from(batch.size(), p + 1));
      if (part.targets(d.shift()) > 0) {
        terms.add(part.terms(mask, d.shift(), d.weight(), count, allowed));
      }
    }
    return new Lesson(terms, (long) batch.size() * length, count, length);
  }

  private int from(int rows, int part) {
    return rows * part / parts;
  }
}
