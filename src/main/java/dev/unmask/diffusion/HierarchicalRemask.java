package dev.unmask.diffusion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Hierarchical decoding that takes back: every position whose best probability is below a
/// threshold counts as masked, written or not; runs and thresholds as in [HierarchicalReveal]. As
/// many positions are written as are taken back, and one more, so that each step gains ground.
///
/// @param reveal which positions are written
/// @param doubt below which a written position counts as masked
/// @see "dInfer, hierarchical decoding with re-masking (fce4e32)"
public record HierarchicalRemask(HierarchicalReveal reveal, double doubt) implements Adaptive {
  @Override
  public List<Probe> probes(Moment at) {
    return List.of(Probe.withWritten(at));
  }

  @Override
  public Canvas next(Step step) {
    Canvas canvas = step.canvas();
    int[] free = canvas.writablePositions(step.at().block());
    double[] confidence = Order.BEST.scores(step, free);
    boolean[] open = new boolean[free.length];
    List<Integer> doubted = new ArrayList<>();
    for (int i = 0; i < free.length; i++) {
      boolean doubtful = confidence[i] < doubt && !canvas.masked(free[i]);
      open[i] = doubtful || canvas.masked(free[i]);
      if (doubtful) {
        doubted.add(free[i]);
      }
    }
    int[] chosen = chosen(free, confidence, open, doubted.size() + 1);
    int[] again =
        doubted.stream()
            .mapToInt(Integer::intValue)
            .filter(p -> Arrays.binarySearch(chosen, p) < 0)
            .toArray();
    int[] tokens = step.best();
    return canvas
        .reveal(Arrays.stream(chosen).filter(canvas::masked).toArray(), tokens)
        .rewrite(Arrays.stream(chosen).filter(p -> !canvas.masked(p)).toArray(), tokens)
        .remask(again);
  }

  private int[] chosen(int[] free, double[] confidence, boolean[] open, int least) {
    int[] where = IntStream.range(0, free.length).filter(i -> open[i]).toArray();
    int[] positions = Arrays.stream(where).map(i -> free[i]).toArray();
    double[] scores = Arrays.stream(where).mapToDouble(i -> confidence[i]).toArray();
    int[] first = reveal.chosen(positions, scores, false);
    if (first.length >= least) {
      return first;
    }
    return IntStream.concat(
            Arrays.stream(first),
            Arrays.stream(Ranking.descending(positions, scores))
                .filter(p -> Arrays.binarySearch(first, p) < 0)
                .limit(least - first.length))
        .sorted()
        .toArray();
  }

  /// A step may only move a mask; so the number of steps is bounded as well.
  @Override
  public boolean finished(Moment at) {
    return at.masked().length == 0 || at.number() >= bound(at.total(), at.initiallyMasked());
  }

  @Override
  public int bound(int steps, int masked) {
    return 4 * masked;
  }
}
