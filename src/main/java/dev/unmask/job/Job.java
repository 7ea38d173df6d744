package dev.unmask.job;

import dev.unmask.diffusion.Denoising;
import dev.unmask.diffusion.Frame;
import dev.unmask.diffusion.Role;
import dev.unmask.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A denoising that was asked for: waiting, running or ended. Safe for use by several threads.
public final class Job {
  /// Where a job is.
  public enum State {
    QUEUED,
    RUNNING,
    FINISHED,
    CANCELLED,
    FAILED
  }

  private final DenoiseSpec spec;
  private final CompletableFuture<RunEnd> end = new CompletableFuture<>();
  private volatile boolean cancelled;
  private volatile State state = State.QUEUED;
  private volatile Progress progress;

  Job(DenoiseSpec spec) {
    this.spec = spec;
    progress = new Progress(0, spec.steps(), 0, 0, Duration.ZERO);
  }

  /// What was asked.
  public DenoiseSpec spec() {
    return spec;
  }

  public State state() {
    return state;
  }

  public Progress progress() {
    return progress;
  }

  /// Asks the job to stop: at once if it still waits, else after the present engine call. What it
  /// has written so far is kept.
  public void cancel() {
    cancelled = true;
  }

  /// How it ended, once it has.
  public CompletableFuture<RunEnd> end() {
    return end.copy();
  }

  /// Waits for the end. Returns at once if it has ended.
  public RunEnd await() {
    return end.join();
  }

  void run(LoadedModel model, String program, List<RunListener> listeners) {
    state = State.RUNNING;
    RunEnd how;
    try {
      how = cancelled ? RunEnd.cancelled() : denoise(model, program, listeners);
    } catch (Throwable t) {
      how = RunEnd.failed(t);
    }
    for (RunListener listener : listeners) {
      try {
        listener.ended(how);
      } catch (Throwable t) {
        // The end could not be told or written. A failure that is already known stays the reason.
        how = how.problem() == null ? RunEnd.failed(t) : how;
      }
    }
    state = State.valueOf(how.outcome().name());
    end.complete(how);
  }

  private RunEnd denoise(LoadedModel model, String program, List<RunListener> listeners) {
    RunHeader header = new RunHeader(spec, model.card(), model.tokens(), Instant.now(), program);
    for (RunListener listener : listeners) {
      listener.started(header);
    }
    try (Denoising run = DenoiseRun.start(model, spec)) {
      long start = System.nanoTime();
      while (!run.finished()) {
        if (cancelled) {
          return RunEnd.cancelled();
        }
        Frame frame = run.next().getFirst();
        progress = after(frame, Duration.ofNanos(System.nanoTime() - start));
        for (RunListener listener : listeners) {
          listener.frame(frame);
        }
      }
      return RunEnd.finished();
    }
  }

  private static Progress after(Frame frame, Duration elapsed) {
    int revealed = 0;
    for (byte role : frame.roles()) {
      if (role == Role.REVEALED.code()) {
        revealed++;
      }
    }
    return new Progress(frame.step(), frame.steps(), frame.evaluations(), revealed, elapsed);
  }

  /// What went wrong, or null if nothing has so far.
  public @Nullable Problem failure() {
    RunEnd how = end.getNow(RunEnd.finished());
    return how.problem();
  }
}
