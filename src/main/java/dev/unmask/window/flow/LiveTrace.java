package dev.unmask.window.flow;

import dev.unmask.flow.FlowEvaluation;
import dev.unmask.flow.FlowFrame;
import dev.unmask.job.RunEnd;
import dev.unmask.job.WritingHeader;
import dev.unmask.job.WritingListener;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A text that is being written, watched on the worker's thread. What is seen goes to memory only;
/// the screen looks when it can.
final class LiveTrace implements WritingListener {
  private final Executor ui;
  private final Consumer<FlowTrace> begun;
  private volatile @Nullable FlowTrace growing;

  /// @param ui the JavaFX thread
  /// @param begun given the trace there, once the text begins
  LiveTrace(Executor ui, Consumer<FlowTrace> begun) {
    this.ui = ui;
    this.begun = begun;
  }

  @Override
  public void started(WritingHeader header) {
    FlowTrace fresh = new FlowTrace(header);
    growing = fresh;
    ui.execute(() -> begun.accept(fresh));
  }

  @Override
  public void evaluated(FlowEvaluation evaluation) {
    FlowTrace now = growing;
    if (now != null) {
      now.append(evaluation);
    }
  }

  @Override
  public void frame(FlowFrame frame) {
    FlowTrace now = growing;
    if (now != null) {
      now.append(frame);
    }
  }

  @Override
  public void ended(RunEnd end) {
    FlowTrace now = growing;
    if (now != null) {
      now.ended();
    }
  }
}
