package dev.unmask.job;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// One thread for one device, with a queue: whatever touches a network runs here, one at a time.
public final class Worker implements AutoCloseable {
  private final ExecutorService thread;
  private final String program;

  /// @param device names the thread
  /// @param program version of Unmask, for run headers
  public Worker(String device, String program) {
    this.program = program;
    thread =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("worker " + device).daemon(true).factory());
  }

  /// Queues a denoising.
  ///
  /// @param model must be one that this worker opened
  /// @param listeners called on this worker's thread
  public Job submit(LoadedModel model, DenoiseSpec spec, RunListener... listeners) {
    Job job = new Job(spec);
    List<RunListener> watching = List.of(listeners);
    thread.execute(() -> job.run(model, program, watching));
    return job;
  }

  /// Queues anything else that touches a network: opening or closing a model, say.
  ///
  /// @return fails with a [dev.unmask.problem.Problem], whatever was thrown
  public <T> CompletableFuture<T> call(Supplier<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    thread.execute(
        () -> {
          try {
            result.complete(work.get());
          } catch (Throwable t) {
            result.completeExceptionally(Failures.problem(t));
          }
        });
    return result;
  }

  /// Waits a little for the present job, then leaves it: a native call cannot be interrupted.
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      thread.awaitTermination(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
