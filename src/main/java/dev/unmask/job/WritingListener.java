package dev.unmask.job;

import dev.unmask.flow.FlowEvaluation;
import dev.unmask.flow.FlowFrame;

/// Watches a text being written by a flow model. Called on the worker's thread, in order:
/// `started`, evaluations and frames, `ended`.
///
/// What a listener throws ends the run as a failure: a token that cannot be saved must not go by
/// unnoticed.
public interface WritingListener {
  default void started(WritingHeader header) {}

  /// An evaluation of the token that is being integrated; what becomes of its step is not known
  /// yet.
  default void evaluated(FlowEvaluation evaluation) {}

  /// A token is there.
  void frame(FlowFrame frame);

  default void ended(RunEnd end) {}
}
