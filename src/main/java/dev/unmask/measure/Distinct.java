package dev.unmask.measure;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// How varied texts are: different n-grams over all n-grams of a set of texts.
///
/// @see "Li et al. 2016, A diversity-promoting objective function, distinct-n"
public final class Distinct {
  private Distinct() {}

  /// The share of n-grams that are different; NaN where there is none.
  ///
  /// @param texts token ids of each
  /// @param n length of an n-gram, at least 1
  public static double share(List<int[]> texts, int n) {
    Set<List<Integer>> seen = new HashSet<>();
    long all = 0;
    for (int[] text : texts) {
      for (int i = 0; i + n <= text.length; i++) {
        seen.add(Arrays.stream(text, i, i + n).boxed().toList());
        all++;
      }
    }
    return all == 0 ? Double.NaN : (double) seen.size() / all;
  }
}
