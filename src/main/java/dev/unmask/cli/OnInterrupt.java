package dev.unmask.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// What Ctrl-C does while something runs: it is asked to stop, and the process ends only when what
/// was written so far has been kept and said, or a short while later.
final class OnInterrupt implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 5;

  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread hook;

  /// @param stop asks to stop
  OnInterrupt(Runnable stop) {
    this(stop, PATIENCE_SECONDS);
  }

  /// @param stop asks to stop
  /// @param patience seconds until the process ends all the same; ending it under a call of the
  ///     engine would crash it, so longer than one call may take
  OnInterrupt(Runnable stop, long patience) {
    hook =
        new Thread(
            () -> {
              stop.run();
              try {
                over.await(patience, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /// Nothing runs any more, and all is said.
  @Override
  public void close() {
    over.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already: the hook is what stopped the run.
    }
  }
}
