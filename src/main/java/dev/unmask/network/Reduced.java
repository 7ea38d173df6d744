package dev.unmask.network;

import dev.unmask.engine.Tensor;
import java.util.List;

/// What the reduction over the vocabulary leaves of `n` rows: all that ever leaves the engine.
///
/// @param tokens `[n]` drawn
/// @param logProbabilities `[n]` of the token drawn
/// @param entropies `[n]`
/// @param topIds `[n * k]`
/// @param topLogProbabilities `[n * k]`
/// @param more what else was asked for: normalizers, divergences, standing, in this order
record Reduced(
    int[] tokens,
    float[] logProbabilities,
    float[] entropies,
    int[] topIds,
    float[] topLogProbabilities,
    List<float[]> more) {
  /// To be filled row by row.
  static Reduced empty(int n, int k) {
    return new Reduced(
        new int[n], new float[n], new float[n], new int[n * k], new float[n * k], List.of());
  }

  /// What the engine answered.
  static Reduced of(List<Tensor> out) {
    return new Reduced(
        out.get(0).ints(),
        out.get(1).floats(),
        out.get(2).floats(),
        out.get(3).ints(),
        out.get(4).floats(),
        out.stream().skip(5).map(Tensor::floats).toList());
  }

  /// `k`.
  int alternatives() {
    return topIds.length / tokens.length;
  }

  /// Fills one row.
  ///
  /// @param uniforms of all rows
  void put(int at, RowSearch row, TokenDraw draw, double[] uniforms) {
    boolean cuts = draw.cuts();
    boolean filtered = cuts && draw.basis() == TokenDraw.Basis.FILTERED;
    if (cuts && (draw.sample() || filtered)) {
      row.filter(draw);
    }
    int[] best = row.best();
    for (int i = 0; i < best.length; i++) {
      topIds[at * best.length + i] = best[i];
      topLogProbabilities[at * best.length + i] = log(row, best[i], filtered);
    }
    if (!draw.sample()) {
      tokens[at] = best[0];
    } else if (cuts) {
      tokens[at] = row.drawFiltered(uniforms[at]);
    } else {
      tokens[at] = row.draw(uniforms[at]);
    }
    logProbabilities[at] = log(row, tokens[at], filtered);
    entropies[at] = filtered ? row.filteredEntropy() : row.entropy();
  }

  private static float log(RowSearch row, int token, boolean filtered) {
    return filtered ? row.filteredLogProbability(token) : row.logProbability(token);
  }
}
