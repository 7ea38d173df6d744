package dev.unmask.job;

import dev.unmask.diffusion.Purpose;
import dev.unmask.diffusion.Randomness;
import dev.unmask.engine.SystemMemory;
import dev.unmask.network.Beliefs;
import dev.unmask.network.Decoding;
import dev.unmask.network.TokenDraw;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// A text being written from left to right: one pass over the prompt, then one over each new token.
///
/// One uniform number belongs to each position, so that a text does not depend on when or where it
/// is written. Safe for use by several threads; [#run] belongs on the worker of the model's device.
public final class Generation {
  /// Why writing ended.
  public enum End {
    /// The model wrote an id that ends a text.
    ENDED,
    /// As many tokens as were asked for are there.
    TOKENS,
    /// The model takes no longer text.
    FULL,
    /// The user asked to stop.
    CANCELLED
  }

  /// What came out.
  ///
  /// @param prompt the ids that were given
  /// @param ids the ids that were written, the ending one left out
  /// @param end why it ended
  /// @param reading time for the prompt and the first token
  /// @param writing time for all other tokens
  public record Result(int[] prompt, int[] ids, End end, Duration reading, Duration writing) {
    /// New tokens per second after the first; 0 if there was only one.
    public double tokensPerSecond() {
      double seconds = writing.toNanos() / 1e9;
      return seconds == 0 ? 0 : (ids.length - 1) / seconds;
    }
  }

  private final LoadedWriter model;
  private final int[] prompt;
  private final Values settings;
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private volatile boolean cancelled;

  /// @param prompt ids that the model knows, shorter than its longest text; see [Continuing]
  /// @param settings values of [GenerateParameters]
  public Generation(LoadedWriter model, int[] prompt, Values settings) {
    this.model = model;
    this.prompt = prompt.clone();
    this.settings = settings;
  }

  /// Asks to stop after the present token. What was written is kept.
  public void cancel() {
    cancelled = true;
  }

  /// Waits until [#run] is over, however it ends.
  public void await() {
    over.join();
  }

  /// Writes.
  ///
  /// @param each called with every token as soon as it is there, the ending one left out
  /// @throws Problem MEMORY if the key-value cache does not fit
  public Result run(Consumer<WrittenToken> each) {
    try {
      return write(each);
    } finally {
      over.complete(null);
    }
  }

  private Result write(Consumer<WrittenToken> each) {
    int room = model.card().maxLength() - prompt.length;
    int most = Math.min(settings.whole(GenerateParameters.TOKENS), room);
    checkMemory(prompt.length + most);
    TokenChoice choice = new TokenChoice(settings);
    Randomness randomness = Randomness.seeded(settings.get(GenerateParameters.SEED));
    List<Integer> written = new ArrayList<>();
    long begin = System.nanoTime();
    long first = begin;
    End end = most < settings.whole(GenerateParameters.TOKENS) ? End.FULL : End.TOKENS;
    try (Decoding text = model.model().decode(prompt.length + most)) {
      int[] fresh = prompt;
      while (written.size() < most) {
        if (cancelled) {
          end = End.CANCELLED;
          break;
        }
        int position = text.length() + fresh.length;
        double uniform = randomness.uniform(Purpose.NEXT_TOKEN, 0, position);
        Beliefs beliefs = text.append(fresh, choice.draw(), uniform, choice.alternatives());
        WrittenToken token = choice.token(beliefs, position, uniform);
        first = written.isEmpty() ? System.nanoTime() : first;
        if (model.ends().contains(token.id())) {
          end = End.ENDED;
          break;
        }
        written.add(token.id());
        each.accept(token);
        fresh = new int[] {token.id()};
      }
    }
    int[] ids = written.stream().mapToInt(Integer::intValue).toArray();
    Duration writing = Duration.ofNanos(System.nanoTime() - first);
    return new Result(prompt.clone(), ids, end, Duration.ofNanos(first - begin), writing);
  }

  private void checkMemory(int capacity) {
    long needed = model.model().cacheBytes(capacity);
    long free = SystemMemory.available();
    if (model.card().device().equals("cpu") && needed > free) {
      throw new Problem(
          Code.MEMORY,
          "The keys and values of %d tokens need about %s and %s are free."
              .formatted(capacity, MemoryEstimate.words(needed), MemoryEstimate.words(free)),
          "Ask for fewer tokens, or close other programs.");
    }
  }

  /// How the next token is chosen. Top-k and top-p follow transformers: top-p keeps part of what
  /// top-k kept, renormalised.
  ///
  /// @see "transformers 4.46, generation/logits_process.py, TopKLogitsWarper, TopPLogitsWarper"
  private static final class TokenChoice {
    private final TokenDraw draw;
    private final int topK;
    private final double topP;
    private final int listed;

    TokenChoice(Values settings) {
      boolean samples = GenerateParameters.samples(settings);
      topK = samples ? settings.whole(GenerateParameters.TOP_K) : 0;
      topP = settings.get(GenerateParameters.TOP_P);
      listed = settings.whole(GenerateParameters.ALTERNATIVES);
      draw =
          samples
              ? new TokenDraw(
                  topK == 0, settings.get(GenerateParameters.TEMPERATURE), topP, new int[0])
              : TokenDraw.argmax();
    }

    TokenDraw draw() {
      return draw;
    }

    int alternatives() {
      return Math.max(listed, topK);
    }

    WrittenToken token(Beliefs beliefs, int position, double uniform) {
      int[] ids = beliefs.topIds();
      float[] logs = beliefs.topLogProbabilities();
      int id = beliefs.candidates()[0];
      float log = beliefs.logProbabilities()[0];
      if (topK > 0) {
        int at = TopKDraw.index(ids, logs, Math.min(topK, ids.length), topP, uniform);
        id = ids[at];
        log = logs[at];
      }
      int n = Math.min(listed, ids.length);
      return new WrittenToken(
          position, id, log, beliefs.entropies()[0], Arrays.copyOf(ids, n), Arrays.copyOf(logs, n));
    }
  }
}
