package dev.unmask.train;

import dev.unmask.network.Input;
import dev.unmask.network.LossTerms;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The autoregressive objective: the cross-entropy of each next token, in the mean over those that
/// count.
///
/// @param ids `[batch][length]`
/// @param lengths `[batch]` tokens of each row that count; what follows is filling
public record NextToken(int[][] ids, int[] lengths) {
  /// Rows that count as a whole.
  public static NextToken whole(int[]... ids) {
    return new NextToken(ids, Arrays.stream(ids).mapToInt(r -> r.length).toArray());
  }

  /// Tokens that are predicted: all that count but the first of each row.
  public int targets() {
    return Arrays.stream(lengths).map(n -> Math.max(0, n - 1)).sum();
  }

  /// `sum ce / count`.
  ///
  /// @param count targets of the whole batch, of which this may be a part
  /// @param allowed `[length * length]`, or null for the network's own attention
  public LossTerms terms(int count, byte @Nullable [] allowed) {
    int n = targets();
    int[] rows = new int[n];
    int[] targets = new int[n];
    float[] weights = new float[n];
    Arrays.fill(weights, 1f / count);
    int next = 0;
    for (int b = 0; b < ids.length; b++) {
      for (int p = 0; p + 1 < lengths[b]; p++) {
        rows[next] = b * ids[b].length + p;
        targets[next] = ids[b][p + 1];
        next++;
      }
    }
    return new LossTerms(Input.of(ids).attending(allowed), rows, targets, weights);
  }

  /// A part of the batch.
  NextToken part(int from, int to) {
    return new NextToken(Arrays.copyOfRange(ids, from, to), Arrays.copyOfRange(lengths, from, to));
  }
}
