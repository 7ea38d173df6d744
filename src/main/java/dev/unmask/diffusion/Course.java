package dev.unmask.diffusion;

import dev.unmask.network.Beliefs;
import dev.unmask.network.CanvasCache;
import dev.unmask.network.Denoiser;
import dev.unmask.network.TokenDraw;
import dev.unmask.network.VocabularyMemory;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One canvas on its way through its blocks.
final class Course implements AutoCloseable {
  final Settings settings;
  final Transition transition;
  final @Nullable CanvasCache cache;
  final @Nullable VocabularyMemory memory;
  private final Denoiser model;
  private final Randomness randomness;
  private final List<Span> blocks;
  private final int stepsOfBlock;
  private final int bound;
  private Canvas canvas;
  private int block = -1;
  private int number;
  private int initiallyMasked;
  private int step;
  private int evaluations;
  private boolean done;
  private int stored;
  private Answers known = Answers.NONE;
  private int[] guess;
  private @Nullable Frame frame;

  /// What the network said of a canvas.
  private record Answers(
      @Nullable Canvas canvas,
      int block,
      @Nullable TokenDraw draw,
      List<Beliefs> all,
      boolean approximate) {
    static final Answers NONE = new Answers(null, -1, null, List.of(), false);
  }

  Course(Denoiser model, Settings settings, Canvas canvas, Randomness randomness) {
    this.model = model;
    this.settings = settings;
    this.canvas = canvas;
    this.guess = canvas.ids();
    this.randomness = randomness;
    this.transition = settings.transition().begin(model);
    this.blocks = settings.blocks().blocks(canvas);
    this.stepsOfBlock = (settings.steps() + blocks.size() - 1) / blocks.size();
    this.cache = settings.reuse().caches() ? model.cache(canvas.length()) : null;
    this.memory = transition.memory().map(u -> model.memory(u, canvas.length())).orElse(null);
    int sum = 0;
    for (Span span : blocks) {
      int masked = canvas.maskedPositions(span).length;
      sum += masked == 0 ? 0 : transition.bound(stepsOfBlock, masked);
    }
    this.bound = sum;
    nextBlock();
  }

  private void nextBlock() {
    do {
      block++;
    } while (block < blocks.size() && canvas.maskedPositions(blocks.get(block)).length == 0);
    done = block == blocks.size();
    number = 0;
    initiallyMasked = done ? 0 : canvas.maskedPositions(blocks.get(block)).length;
  }

  boolean done() {
    return done;
  }

  Canvas canvas() {
    return canvas;
  }

  @Nullable Frame frame() {
    return frame;
  }

  /// The moment of the next evaluation.
  Moment begin() {
    number++;
    step++;
    return moment();
  }

  private Moment moment() {
    return new Moment(
        canvas, blocks.get(block), number, stepsOfBlock, initiallyMasked, step, randomness);
  }

  TokenDraw draw(Moment at) {
    boolean last = block == blocks.size() - 1;
    return settings
        .ending()
        .eos()
        .applied(transition.draw(at, settings.draw()), settings.ending().ids(), last);
  }

  /// What the network already said of this very canvas; empty if it has to be asked.
  List<Beliefs> remembered(TokenDraw draw) {
    boolean may =
        settings.reuse() != Reuse.NONE
            && settings.feedback() == 0
            && memory == null
            && (transition.repeatable() || !draw.sample())
            && draw.equals(known.draw())
            && !model.toldTheNoise();
    Canvas of = known.canvas();
    return may && of != null && known.block() == block && of.same(canvas) ? known.all() : List.of();
  }

  /// Whether what it said last came through a cache that was out of date.
  boolean rememberedApproximately() {
    return known.approximate();
  }

  void learned(TokenDraw draw, List<Beliefs> answers, boolean approximate, int cost) {
    known = new Answers(canvas, block, draw, answers, approximate);
    evaluations += cost;
  }

  /// The part of the canvas that is put to the network.
  Span view() {
    boolean blockwise = settings.blocks().growing() || model.blockSize() > 0;
    int to = blockwise ? blocks.get(block).to() : canvas.length();
    return new Span(Math.max(0, to - model.maxLength()), to);
  }

  /// Positions from the start whose keys and values are in the cache and will not change.
  int stored() {
    return stored;
  }

  void stored(int to) {
    stored = to;
  }

  /// The distributions that a mask carries on: those of the last evaluation.
  List<Beliefs> last() {
    return known.all();
  }

  /// Takes a step.
  Frame advance(Moment at, List<Beliefs> answers, boolean approximate, long began) {
    Step now = new Step(at, answers);
    Canvas next = transition.next(now);
    int[] before = guess;
    guess = guessed(now, before);
    boolean stable =
        settings.ending().stop() == StopRule.STABLE
            && step > 1
            && sure(now)
            && Arrays.equals(before, guess);
    boolean spent = settings.ending().budget() > 0 && evaluations >= settings.ending().budget();
    if (stable || spent) {
      next = next.reveal(next.maskedPositions(), guess);
    }
    int[] changed = next.changedSince(canvas);
    Beliefs shown = onCanvas(now.beliefs(), canvas.length());
    canvas = next;
    boolean over = transition.finished(moment());
    Frame made =
        new Frame(
            step,
            Math.max(step, bound),
            canvas.ids(),
            canvas.roles(),
            guess,
            changed,
            shown,
            evaluations,
            System.nanoTime() - began,
            approximate);
    frame = made;
    if (stable || spent || stopped(over)) {
      done = true;
    } else if (over) {
      nextBlock();
    }
    return made;
  }

  private static int[] guessed(Step step, int... before) {
    Canvas canvas = step.canvas();
    int[] out = canvas.ids();
    Beliefs b = step.beliefs();
    for (int p : canvas.maskedPositions()) {
      int i = Arrays.binarySearch(b.positions(), p);
      out[p] = i >= 0 ? b.candidates()[i] : before[p];
    }
    return out;
  }

  private static boolean sure(Step step) {
    Beliefs b = step.beliefs();
    return IntStream.range(0, b.count())
            .filter(i -> b.positions()[i] < step.canvas().length())
            .filter(i -> step.canvas().masked(b.positions()[i]))
            .mapToDouble(i -> b.entropies()[i])
            .average()
            .orElse(0)
        < StopRule.SURE;
  }

  private boolean stopped(boolean blockOver) {
    return switch (settings.ending().stop()) {
      case NEVER, STABLE -> false;
      case EOS -> (blockOver || blocks.size() == 1) && ended();
      case DEGENERATE ->
          blockOver
              && settings.ending().ids().length > 0
              && Degeneration.cut(
                      Arrays.copyOf(canvas.ids(), blocks.get(block).to()),
                      settings.ending().ids()[0],
                      true)
                  .isPresent();
    };
  }

  /// Whether a written end has no mask before it.
  private boolean ended() {
    for (int p = 0; p < canvas.length(); p++) {
      if (canvas.masked(p)) {
        return false;
      }
      int id = canvas.id(p);
      if (canvas.role(p) == Role.REVEALED
          && Arrays.stream(settings.ending().ids()).anyMatch(e -> e == id)) {
        return true;
      }
    }
    return false;
  }

  /// Beliefs without those about columns that were added to the canvas.
  private static Beliefs onCanvas(Beliefs b, int length) {
    int n = (int) Arrays.stream(b.positions()).filter(p -> p < length).count();
    if (n == b.count()) {
      return b;
    }
    int k = b.alternatives();
    return new Beliefs(
        Arrays.copyOf(b.positions(), n),
        Arrays.copyOf(b.candidates(), n),
        Arrays.copyOf(b.logProbabilities(), n),
        Arrays.copyOf(b.entropies(), n),
        k,
        Arrays.copyOf(b.topIds(), n * k),
        Arrays.copyOf(b.topLogProbabilities(), n * k));
  }

  @Override
  public void close() {
    if (cache != null) {
      cache.close();
    }
    if (memory != null) {
      memory.close();
    }
  }
}
