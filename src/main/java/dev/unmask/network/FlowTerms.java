package dev.unmask.network;

/// The noise of a flow's loss: where on its way from noise to its embedding each token is.
///
/// @param times `[batch * length]` of each position, in [0, 1]
/// @param noise `[batch * length * width]` standard normal numbers
/// @param tokens `[batch * length]` the token towards which each position goes; any where nothing
///     is asked
/// @param classes `[batch * length]`, or empty for none
public record FlowTerms(double[] times, float[] noise, int[] tokens, int[] classes) {
  public FlowTerms {
    if (times.length != tokens.length || noise.length % times.length != 0) {
      throw new IllegalArgumentException("noise of unequal parts");
    }
  }
}
