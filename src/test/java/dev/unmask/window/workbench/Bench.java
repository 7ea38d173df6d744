package dev.unmask.window.workbench;

import dev.unmask.checkpoint.GenerationDefaults;
import dev.unmask.job.FakeModel;
import dev.unmask.job.LoadedModel;
import dev.unmask.job.LoadedWriter;
import dev.unmask.job.MemoryEstimate;
import dev.unmask.job.ModelRequest;
import dev.unmask.job.Models;
import dev.unmask.job.Worker;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.session.state.AppFolders;
import dev.unmask.window.TinyTrainings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// A workbench without a window: what JavaFX would do later is done by [#until], on the test's own
/// thread.
public final class Bench implements AutoCloseable {
  private final LinkedBlockingQueue<Runnable> later = new LinkedBlockingQueue<>();
  private final Worker worker = new Worker("test", "0-test");
  public final List<Path> opened = new ArrayList<>();
  public final Workbench bench;

  /// @param state the state folder
  /// @param model null where no model can be opened
  public Bench(Path state, Optional<FakeModel> model) {
    Models models =
        new Models() {
          @Override
          public LoadedModel open(ModelRequest request) {
            Path folder = request.folder();
            opened.add(folder);
            return model
                .orElseThrow(
                    () ->
                        new Problem(
                            Code.NOT_FOUND,
                            "There is no model in " + folder + ".",
                            "Open another."))
                .loaded();
          }

          @Override
          public LoadedWriter openWriter(ModelRequest request) {
            throw new UnsupportedOperationException("the window does not write left to right");
          }

          @Override
          public GenerationDefaults defaults(Path folder) {
            return GenerationDefaults.none();
          }

          @Override
          public MemoryEstimate estimate(Path folder, String dtype) {
            return new MemoryEstimate(1, 1, 1, 100);
          }
        };
    Setup setup =
        new Setup(
            models,
            worker,
            new AppFolders(state, state),
            Path.of("models/fake"),
            "CPU \u00b7 1 thread",
            TinyTrainings.in(state),
            "0-test");
    bench = new Workbench(setup, new Threads(later::add, Runnable::run));
  }

  /// A started workbench with the fake model and a prompt.
  public static Bench ready(Path state, FakeModel model) {
    Bench b = new Bench(state, Optional.of(model));
    b.bench.draft().prompt().set("How many?");
    b.bench.start(Optional.of(dev.unmask.window.settings.WindowMemory.FIRST), Optional.empty());
    b.until(() -> b.bench.runner().obstacle().get().isEmpty());
    return b;
  }

  /// Does what was left for later until something is true.
  public void until(BooleanSupplier done) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    try {
      while (!done.getAsBoolean()) {
        if (System.nanoTime() > end) {
          throw new AssertionError("waited in vain");
        }
        Runnable next = later.poll(20, TimeUnit.MILLISECONDS);
        if (next != null) {
          next.run();
        }
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// Runs the draft to its end.
  public void runToEnd() {
    int before = bench.sessions().runs().size();
    bench.runner().run();
    until(
        () ->
            !bench.runner().running().get()
                && bench.sessions().runs().size() == before + 1
                && bench.sessions().runs().getLast().outcome() != null);
  }

  @Override
  public void close() {
    bench.closing().run();
    worker.close();
  }
}
