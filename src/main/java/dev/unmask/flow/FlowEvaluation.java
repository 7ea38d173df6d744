package dev.unmask.flow;

/// One evaluation of the network on the way to a token.
///
/// @param t its time
/// @param step size of the step that it belongs to
/// @param attempt which step that is, from 0
/// @param accepted whether the solution went on from the end of that step; true until it is known
/// @param norm length of the state
/// @param heat temperature of the estimate
/// @param token whose embedding was the estimate
/// @param entropy of what was believed, in nats
/// @param topIds the most probable tokens, best first
/// @param topLogProbabilities of these
/// @param at the state in the plane, x and y
/// @param towards the estimate in the plane, x and y
public record FlowEvaluation(
    double t,
    double step,
    int attempt,
    boolean accepted,
    double norm,
    double heat,
    int token,
    float entropy,
    int[] topIds,
    float[] topLogProbabilities,
    float[] at,
    float[] towards) {

  /// The same, once it is known what became of its step.
  FlowEvaluation judged(boolean good) {
    return new FlowEvaluation(
        t,
        step,
        attempt,
        good,
        norm,
        heat,
        token,
        entropy,
        topIds,
        topLogProbabilities,
        at,
        towards);
  }
}
