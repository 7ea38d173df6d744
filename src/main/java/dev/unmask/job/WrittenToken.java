package dev.unmask.job;

/// One token that a model wrote, with what it believed.
///
/// @param position in the whole text, prompt included
/// @param id the token
/// @param logProbability of it under `softmax(z / temperature)`, in nats
/// @param entropy of that distribution, in nats
/// @param topIds the most probable tokens, best first
/// @param topLogProbabilities of these
public record WrittenToken(
    int position,
    int id,
    float logProbability,
    float entropy,
    int[] topIds,
    float[] topLogProbabilities) {}
