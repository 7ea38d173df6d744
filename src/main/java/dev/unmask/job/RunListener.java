package dev.unmask.job;

import dev.unmask.diffusion.Frame;

/// Watches a run. Called on the worker's thread, in order: `started`, frames, `ended`.
///
/// What a listener throws ends the run as a failure: a frame that cannot be saved must not go by
/// unnoticed.
public interface RunListener {
  default void started(RunHeader header) {}

  void frame(Frame frame);

  default void ended(RunEnd end) {}
}
