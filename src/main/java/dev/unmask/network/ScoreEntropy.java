package dev.unmask.network;

/// SEDD's reading of its network's output as a log score.
///
/// @see "Lou, Meng, Ermon 2023; SEDD, model/transformer.py, scale_by_sigma (0605786)"
public final class ScoreEntropy {
  private ScoreEntropy() {}

  /// `z - ln(e^sigma - 1) - ln(V - 1)` with `V` rows of the table, and 0 at the token that stands
  /// there.
  ///
  /// @param logits `[batch * length * vocabulary]`
  /// @param ids `[batch][length]` the network's input
  /// @param sigma `[batch]` noise level of each row
  /// @return `[batch * length * vocabulary]`
  public static float[] logScore(float[] logits, int[][] ids, double[] sigma) {
    int length = ids[0].length;
    int vocabulary = logits.length / (ids.length * length);
    float[] score = new float[logits.length];
    for (int b = 0; b < ids.length; b++) {
      double offset = Math.log(Math.expm1(sigma[b])) + Math.log(vocabulary - 1);
      for (int p = 0; p < length; p++) {
        int from = (b * length + p) * vocabulary;
        for (int v = 0; v < vocabulary; v++) {
          score[from + v] = (float) (logits[from + v] - offset);
        }
        score[from + ids[b][p]] = 0;
      }
    }
    return score;
  }
}
