package dev.unmask.flow;

import java.util.List;

/// One token that was integrated and chosen.
///
/// @param index 0 for the first that was written
/// @param position in the whole text, prompt included
/// @param token what was chosen
/// @param logProbability of it where it was chosen, in nats
/// @param entropy there
/// @param topIds the most probable tokens there, best first
/// @param topLogProbabilities of these
/// @param evaluations on the way, in order
/// @param calls passes through the network, the final one and those without the class included
/// @param end how the integration ended
/// @param nanos wall time
public record FlowFrame(
    int index,
    int position,
    int token,
    float logProbability,
    float entropy,
    int[] topIds,
    float[] topLogProbabilities,
    List<FlowEvaluation> evaluations,
    int calls,
    Integration.End end,
    long nanos) {
  public FlowFrame {
    evaluations = List.copyOf(evaluations);
  }
}
