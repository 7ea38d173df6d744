package dev.unmask.network;

import dev.unmask.engine.Program;
import dev.unmask.engine.Scope;
import dev.unmask.engine.Tensor;
import dev.unmask.engine.Torch;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinTask;

/// The reduction over a large vocabulary on the processor. The engine multiplies and takes softmax;
/// what is drawn, what is most probable and how unsure the row is, is read by [RowSearch] where it
/// lies, on as many threads as the engine uses. The engine's own search (`reduced` in
/// `vocabulary.py`) finds the same, with several passes and partial sorts, and is for rows on a
/// GPU.
///
/// For several threads at once.
final class VocabularySearch {
  /// Logits held at once, in elements (32 MB of float32, and as much of probabilities).
  static final long LOGITS_AT_ONCE = 1L << 23;

  private final Torch torch;
  private final int vocabulary;
  private final Queue<RowSearch> idle = new ConcurrentLinkedQueue<>();

  VocabularySearch(Torch torch, int vocabulary) {
    this.torch = torch;
    this.vocabulary = vocabulary;
  }

  /// Rows of a network's output, and what makes logits of them.
  ///
  /// @param states `[rows, width]`, with guidance a second one without the prompt
  /// @param scale of guidance
  /// @param suppressed ids that are never written
  /// @param limits `allowed, rule` of `vocabulary.py`, or none
  record Rows(
      List<Tensor> states,
      List<Tensor> head,
      double scale,
      Tensor suppressed,
      List<Tensor> limits) {}

  /// How tokens are drawn.
  ///
  /// @param uniforms `[rows]`, or empty where nothing is drawn
  private record Drawing(TokenDraw draw, double[] uniforms) {}

  /// @param uniforms `[rows]`, or empty where nothing is drawn
  /// @param k how many of the most probable tokens are wanted
  Reduced reduce(Scope step, Program program, Rows rows, TokenDraw draw, double[] uniforms, int k) {
    int n = Math.toIntExact(rows.states().getFirst().shape()[0]);
    Reduced out = Reduced.empty(n, k);
    Drawing drawing = new Drawing(draw, uniforms);
    int most = (int) Math.max(1, LOGITS_AT_ONCE / vocabulary);
    int parts = (n + most - 1) / most;
    int block = (n + parts - 1) / parts;
    for (int a = 0; a < n; a += block) {
      int b = Math.min(a + block, n);
      try (Scope held = step.child()) {
        Tensor logits =
            program.tensor(
                held,
                "vocabulary_block",
                rows.states(),
                a,
                b,
                rows.head(),
                rows.scale(),
                rows.suppressed(),
                rows.limits());
        read(held, program, logits, drawing, out, a);
      }
    }
    return out;
  }

  /// The same for logits at hand, which it changes.
  Reduced read(
      Scope scope, Program program, Tensor logits, TokenDraw draw, double[] uniforms, int k) {
    Reduced out = Reduced.empty(Math.toIntExact(logits.shape()[0]), k);
    read(scope, program, logits, new Drawing(draw, uniforms), out, 0);
    return out;
  }

  /// @param at where the rows of `logits` begin in `out`
  private void read(
      Scope scope, Program program, Tensor logits, Drawing drawing, Reduced out, int at) {
    double temperature = drawing.draw().temperature();
    Tensor probabilities = program.tensor(scope, "probabilities", logits, temperature);
    int n = Math.toIntExact(logits.shape()[0]);
    Block block = new Block(probabilities.memory(), logits.memory(), n, drawing, out, at);
    int workers = Math.min(torch.threads(), n);
    ForkJoinTask<?>[] others = new ForkJoinTask<?>[workers - 1];
    for (int i = 0; i < others.length; i++) {
      int first = i;
      others[i] = ForkJoinTask.adapt(() -> read(block, first, workers)).fork();
    }
    read(block, workers - 1, workers);
    for (ForkJoinTask<?> other : others) {
      other.join();
    }
  }

  private void read(Block block, int first, int every) {
    RowSearch row = idle.poll();
    row = row == null ? new RowSearch(vocabulary) : row;
    block.read(row, first, every);
    idle.add(row);
  }

  /// Rows of which the engine has said its part.
  ///
  /// @param at where they begin in `out`
  private record Block(
      MemorySegment p, MemorySegment z, int rows, Drawing drawing, Reduced out, int at) {

    /// Every so many-th row.
    void read(RowSearch row, int first, int every) {
      for (int i = first; i < rows; i += every) {
        row.read(p, z, i, out.alternatives());
        out.put(at + i, row, drawing.draw(), drawing.uniforms());
      }
    }
  }
}
