package dev.unmask.network;

/// What a loss is computed of: `sum_n weights[n] * -log p(targets[n] | row rows[n])`.
///
/// @param input canvases of one length, under explicit attention or the network's own
/// @param rows `[n]` output rows, counted through the batch: `row + length * canvas`
/// @param targets `[n]` the right token of each
/// @param weights `[n]` of each term
public record LossTerms(Input input, int[] rows, int[] targets, float[] weights) {
  public LossTerms {
    if (rows.length == 0 || rows.length != targets.length || rows.length != weights.length) {
      throw new IllegalArgumentException("a loss of unequal parts");
    }
  }
}
