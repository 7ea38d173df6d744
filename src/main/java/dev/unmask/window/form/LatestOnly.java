package dev.unmask.window.form;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Runs requests off the JavaFX thread; only the answer to the newest one is told.
public final class LatestOnly {
  private final Executor work;
  private final Executor ui;
  private final AtomicLong newest = new AtomicLong();

  /// @param work where requests are answered
  /// @param ui where answers are told
  public LatestOnly(Executor work, Executor ui) {
    this.work = work;
    this.ui = ui;
  }

  /// Asks; an answer that is still awaited is not told any more.
  public <T> void submit(Supplier<T> request, Consumer<T> answer) {
    long ticket = newest.incrementAndGet();
    work.execute(
        () -> {
          if (ticket == newest.get()) {
            T result = request.get();
            ui.execute(
                () -> {
                  if (ticket == newest.get()) {
                    answer.accept(result);
                  }
                });
          }
        });
  }

  /// Whatever is under way is not told any more.
  public void forget() {
    newest.incrementAndGet();
  }
}
