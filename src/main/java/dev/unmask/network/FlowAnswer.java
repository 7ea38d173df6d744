package dev.unmask.network;

/// What a flow model believes of one token at one time of its integration.
///
/// @param x1 `[width]` the estimated embedding
/// @param token whose embedding it is; of an average, the most probable one
/// @param entropy of `softmax(z)` in nats
/// @param topIds the most probable tokens, best first
/// @param topLogProbabilities of these under `softmax(z)`
public record FlowAnswer(
    double[] x1, int token, float entropy, int[] topIds, float[] topLogProbabilities) {}
