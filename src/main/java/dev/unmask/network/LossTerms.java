package dev.unmask.network;

import org.jspecify.annotations.Nullable;

/// What a loss is computed of: `sum_n weights[n] * -log p(targets[n] | row rows[n])`.
///
/// @param input canvases of one length, under explicit attention or the network's own
/// @param rows `[n]` output rows, counted through the batch: `row + length * canvas`
/// @param targets `[n]` the right token of each
/// @param weights `[n]` of each term
/// @param flow the noise of a flow's loss, else null
public record LossTerms(
    Input input, int[] rows, int[] targets, float[] weights, @Nullable FlowTerms flow) {
  public LossTerms {
    if (rows.length == 0 || rows.length != targets.length || rows.length != weights.length) {
      throw new IllegalArgumentException("a loss of unequal parts");
    }
  }

  /// A loss without a flow.
  public LossTerms(Input input, int[] rows, int[] targets, float[] weights) {
    this(input, rows, targets, weights, null);
  }
}
