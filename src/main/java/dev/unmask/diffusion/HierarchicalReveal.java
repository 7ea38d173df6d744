package dev.unmask.diffusion;

import java.util.ArrayList;
import java.util.List;

/// Divides and conquers: reveals the most confident position of each run of neighbouring masks if
/// it reaches a low threshold, every position above the high one, and always the best of all.
///
/// @param high in (0, 1]; above 1 it never applies
/// @param low in (0, 1)
/// @see "dInfer, hierarchical decoding (fce4e32)"
public record HierarchicalReveal(double high, double low) implements Adaptive {
  @Override
  public Canvas next(Step step) {
    int[] masked = step.masked();
    return step.reveal(chosen(masked, Order.CONFIDENCE.scores(step, masked), true));
  }

  /// The positions that are revealed.
  ///
  /// @param always whether the best of all is revealed whatever its confidence; the older form
  ///     reveals only it where even it stays below the low threshold
  int[] chosen(int[] masked, double[] confidence, boolean always) {
    if (masked.length == 0) {
      return masked;
    }
    int best = Ranking.descending(masked, confidence)[0];
    List<Integer> out = new ArrayList<>();
    int i = 0;
    while (i < masked.length) {
      int end = i + 1;
      int top = i;
      while (end < masked.length && masked[end] == masked[end - 1] + 1) {
        top = confidence[end] > confidence[top] ? end : top;
        end++;
      }
      for (int j = i; j < end; j++) {
        boolean ofRun = j == top && confidence[j] > low;
        if (ofRun || confidence[j] > high || (always && masked[j] == best)) {
          out.add(masked[j]);
        }
      }
      i = end;
    }
    return out.isEmpty() ? new int[] {best} : out.stream().mapToInt(Integer::intValue).toArray();
  }
}
