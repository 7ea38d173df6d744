package dev.unmask.window.flow;

import dev.unmask.flow.FlowEvaluation;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The tokens that were most probable on a way, and how probable each was at its times.
///
/// @param ids the most probable ones, by the probability that they reached; at most [#MOST]
/// @param times `[n]` ascending
/// @param probabilities `[ids][n]`; 0 where a token was not among those listed
public record Candidates(int[] ids, double[] times, double[][] probabilities) {
  static final int MOST = 5;

  /// Of the evaluations of a token. Adaptive solvers may look back: times are sorted.
  public static Candidates of(List<FlowEvaluation> way) {
    List<FlowEvaluation> sorted =
        way.stream().sorted(Comparator.comparingDouble(FlowEvaluation::t)).toList();
    Map<Integer, Double> highest = new HashMap<>();
    for (FlowEvaluation e : sorted) {
      for (int i = 0; i < e.topIds().length; i++) {
        highest.merge(e.topIds()[i], Math.exp(e.topLogProbabilities()[i]), Math::max);
      }
    }
    int[] ids =
        highest.entrySet().stream()
            .sorted(
                Map.Entry.<Integer, Double>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(MOST)
            .mapToInt(Map.Entry::getKey)
            .toArray();
    double[] times = sorted.stream().mapToDouble(FlowEvaluation::t).toArray();
    double[][] probabilities = new double[ids.length][times.length];
    for (int c = 0; c < ids.length; c++) {
      for (int n = 0; n < times.length; n++) {
        probabilities[c][n] = probability(sorted.get(n), ids[c]);
      }
    }
    return new Candidates(ids, times, probabilities);
  }

  private static double probability(FlowEvaluation e, int id) {
    for (int i = 0; i < e.topIds().length; i++) {
      if (e.topIds()[i] == id) {
        return Math.exp(e.topLogProbabilities()[i]);
      }
    }
    return 0;
  }
}
