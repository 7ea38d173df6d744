package dev.unmask.job;

import dev.unmask.engine.SystemMemory;
import dev.unmask.flow.FlowDecoder;
import dev.unmask.flow.FlowEvaluation;
import dev.unmask.flow.FlowFrame;
import dev.unmask.flow.FlowSettings;
import dev.unmask.flow.Plane;
import dev.unmask.network.FlowModel;
import dev.unmask.network.TokenDraw;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A text that is written by a flow model, each token integrated from noise.
///
/// Safe for use by several threads; [#run] belongs on the worker of the model's device.
public final class FlowWriting {
  private static final int[] ONLY = {0};

  private final LoadedWriter model;
  private final FlowModel flow;
  private final WriteSpec spec;
  private final FlowSettings settings;
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private volatile boolean cancelled;

  /// @param model must have a flow
  /// @throws Problem PARAMETER if the values do not go together or want what the model lacks
  public FlowWriting(LoadedWriter model, WriteSpec spec) {
    this.model = model;
    this.flow = model.requireFlow();
    this.spec = spec;
    this.settings = FlowRules.settings(flow.shape(), spec.settings(), draw(spec.settings()));
  }

  /// How the token is chosen at the end of its way.
  public static TokenDraw draw(Values values) {
    return GenerateParameters.samples(values)
        ? new TokenDraw(
            true,
            values.get(GenerateParameters.TEMPERATURE),
            values.get(GenerateParameters.TOP_P),
            values.whole(GenerateParameters.TOP_K),
            0,
            TokenDraw.Nucleus.KEEPS_CROSSING,
            TokenDraw.Basis.TEMPERED,
            new int[0],
            new int[0])
        : TokenDraw.argmax();
  }

  /// Asks to stop after the present evaluation. What was written is kept.
  public void cancel() {
    cancelled = true;
  }

  /// Waits until [#run] is over, however it ends.
  public void await() {
    over.join();
  }

  /// What was asked.
  public WriteSpec spec() {
    return spec;
  }

  /// Writes.
  ///
  /// @param program version of Unmask
  /// @param listeners told everything; what one throws ends the run
  /// @throws Problem what ended it, after every listener was told
  public Generation.Result run(String program, List<WritingListener> listeners) {
    try {
      return told(program, listeners);
    } finally {
      over.complete(null);
    }
  }

  private Generation.Result told(String program, List<WritingListener> listeners) {
    WritingHeader header =
        new WritingHeader(spec, model.card(), model.tokens(), Instant.now(), program);
    Generation.Result result;
    try {
      for (WritingListener listener : listeners) {
        listener.started(header);
      }
      result = write(listeners);
    } catch (Throwable t) {
      Problem problem = Failures.problem(t);
      tell(listeners, RunEnd.failed(problem));
      throw problem;
    }
    boolean stopped = result.end() == Generation.End.CANCELLED;
    Problem untold = tell(listeners, stopped ? RunEnd.cancelled() : RunEnd.finished());
    if (untold != null) {
      throw untold;
    }
    return result;
  }

  private static @Nullable Problem tell(List<WritingListener> listeners, RunEnd end) {
    Problem untold = null;
    for (WritingListener listener : listeners) {
      try {
        listener.ended(end);
      } catch (Throwable t) {
        untold = Failures.problem(t);
      }
    }
    return untold;
  }

  private Generation.Result write(List<WritingListener> listeners) {
    int room = model.card().maxLength() - spec.ids().length;
    int wanted = spec.settings().whole(GenerateParameters.TOKENS);
    int most = Math.min(wanted, room);
    checkMemory(spec.ids().length + most);
    List<Integer> written = new ArrayList<>();
    Generation.End end = most < wanted ? Generation.End.FULL : Generation.End.TOKENS;
    FlowDecoder.Watcher watcher = new Watching(listeners);
    long begin = System.nanoTime();
    long first = begin;
    long seed = spec.settings().get(GenerateParameters.SEED);
    try (FlowDecoder decoder =
        new FlowDecoder(
            flow,
            Plane.of(flow),
            new int[][] {spec.ids()},
            most,
            settings,
            List.of(SeededNoise.of(seed)))) {
      while (written.size() < most) {
        List<FlowFrame> frames = decoder.next(ONLY, watcher);
        if (frames.isEmpty()) {
          end = Generation.End.CANCELLED;
          break;
        }
        FlowFrame frame = frames.getFirst();
        first = written.isEmpty() ? System.nanoTime() : first;
        for (WritingListener listener : listeners) {
          listener.frame(frame);
        }
        if (model.ends().contains(frame.token())) {
          end = Generation.End.ENDED;
          break;
        }
        written.add(frame.token());
        if (written.size() < most) {
          decoder.append(new int[] {frame.token()});
        }
      }
    }
    int[] ids = written.stream().mapToInt(Integer::intValue).toArray();
    Duration writing = Duration.ofNanos(System.nanoTime() - first);
    return new Generation.Result(
        spec.ids().clone(), ids, end, Duration.ofNanos(first - begin), writing);
  }

  private final class Watching implements FlowDecoder.Watcher {
    private final List<WritingListener> listeners;

    Watching(List<WritingListener> listeners) {
      this.listeners = listeners;
    }

    @Override
    public boolean cancelled() {
      return cancelled;
    }

    @Override
    public void evaluated(int row, FlowEvaluation evaluation) {
      for (WritingListener listener : listeners) {
        listener.evaluated(evaluation);
      }
    }
  }

  private void checkMemory(int capacity) {
    long needed = flow.cacheBytes(1, capacity);
    long free = SystemMemory.available();
    if (model.card().device().equals("cpu") && needed > free) {
      throw new Problem(
          Code.MEMORY,
          "The keys and values of %d tokens need about %s and %s are free."
              .formatted(capacity, MemoryEstimate.words(needed), MemoryEstimate.words(free)),
          "Ask for fewer tokens, or close other programs.");
    }
  }
}
