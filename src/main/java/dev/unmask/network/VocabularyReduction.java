package dev.unmask.network;

import dev.unmask.engine.Device;
import dev.unmask.engine.Program;
import dev.unmask.engine.Scope;
import dev.unmask.engine.Tensor;
import dev.unmask.engine.Torch;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The last part of every question: from rows of a network's output to beliefs. Only small arrays
/// leave the engine.
final class VocabularyReduction {
  /// Smaller vocabularies are sorted as a whole.
  private static final int LARGE = 8192;

  /// Where tokens are drawn and the most probable ones found. The number is what `vocabulary.py`
  /// knows it by.
  private enum Way {
    /// In the engine, by sorting.
    SORTED(0),
    /// In the engine, by searching.
    SEARCHED(1),
    /// Here; the program returns its rows.
    READ_HERE(2);

    private final long code;

    Way(int code) {
      this.code = code;
    }
  }

  private final Device device;
  private final int vocabulary;
  private final List<Tensor> head;
  private final VocabularySearch search;

  /// @param head the matrix that makes logits, and its bias where there is one
  VocabularyReduction(Torch torch, Device device, int vocabulary, List<Tensor> head) {
    this.device = device;
    this.vocabulary = vocabulary;
    this.head = head;
    this.search = new VocabularySearch(torch, vocabulary);
  }

  /// Asks a program whose method ends in `believe`.
  ///
  /// @param arguments of the method, up to and with the head
  /// @return for each canvas of the question
  List<Beliefs> ask(
      Scope step, Program program, String method, List<Object> arguments, Question question) {
    int k = Math.min(question.alternatives(), vocabulary);
    TokenDraw draw = question.draw();
    Conditions c = question.conditions();
    double[] uniforms = draw.sample() ? join(question.uniforms()) : new double[0];
    Tensor suppressed = step.ids(draw.suppressed(), draw.suppressed().length);
    List<Tensor> limits = limits(step, c.limits());
    Way way = way(draw, c);
    addNumbers(arguments, question, k, way);
    arguments.add(step.doubles(uniforms, uniforms.length));
    arguments.add(suppressed);
    arguments.add(step.ids(draw.discredited(), draw.discredited().length));
    arguments.add(limits);
    addMemory(arguments, step, c);
    List<Tensor> out = program.tensors(step, method, arguments.toArray());
    Reduced reduced;
    if (way == Way.READ_HERE) {
      double scale = c.guidance() == null ? 0 : c.guidance().scale();
      var rows = new VocabularySearch.Rows(out, head, scale, suppressed, limits);
      reduced = search.reduce(step, program, rows, draw, uniforms, k);
    } else {
      reduced = Reduced.of(out);
    }
    return beliefs(question, k, reduced);
  }

  private Way way(TokenDraw draw, Conditions c) {
    boolean more = c.recall() != null || c.normalizers() || c.scored() != null;
    boolean clean = draw.basis() == TokenDraw.Basis.CLEAN && draw.temperature() != 1;
    if (vocabulary < LARGE || clean || more || draw.discredited().length > 0) {
      return Way.SORTED;
    }
    if (!device.cuda()) {
      return Way.READ_HERE;
    }
    boolean filtered = draw.basis() == TokenDraw.Basis.FILTERED && draw.cuts();
    return filtered ? Way.SORTED : Way.SEARCHED;
  }

  /// `numbers, switches` of `vocabulary.py`.
  private static void addNumbers(List<Object> arguments, Question question, int k, Way way) {
    TokenDraw draw = question.draw();
    Conditions c = question.conditions();
    double[] credit = {0, 0, 0};
    int remembers = 0;
    if (c.recall() != null) {
      switch (c.recall().memory().use()) {
        case VocabularyMemory.Use.Divergence d -> remembers = 1;
        case VocabularyMemory.Use.Credit(double alpha, double gamma, double beta) -> {
          remembers = 2;
          credit = new double[] {alpha, gamma, beta};
        }
      }
    }
    arguments.add(
        new double[] {
          draw.temperature(),
          draw.topP(),
          draw.minP(),
          c.guidance() == null ? 0 : c.guidance().scale(),
          credit[0],
          credit[1],
          credit[2]
        });
    arguments.add(
        new long[] {
          draw.sample() ? 1 : 0,
          draw.topK(),
          draw.nucleus() == TokenDraw.Nucleus.KEEPS_CROSSING ? 1 : 0,
          draw.basis().code(),
          k,
          remembers,
          c.normalizers() ? 1 : 0,
          way.code
        });
  }

  /// `memory, scored` of `vocabulary.py`.
  private static void addMemory(List<Object> arguments, Scope step, Conditions c) {
    Conditions.Recall recall = c.recall();
    if (recall == null) {
      arguments.add(List.of());
    } else {
      int[] rows = join(recall.rows());
      arguments.add(List.of(recall.memory().table(), step.ids(rows, rows.length)));
    }
    int[][] scored = c.scored();
    if (scored == null) {
      arguments.add(List.of());
    } else {
      int[] tokens = join(scored);
      arguments.add(List.of(step.ids(tokens, tokens.length)));
    }
  }

  private static List<Tensor> limits(Scope step, Conditions.@Nullable TokenLimits limits) {
    if (limits == null) {
      return List.of();
    }
    int rules = limits.allowed().length;
    int vocabulary = limits.allowed()[0].length;
    byte[] flat = new byte[rules * vocabulary];
    for (int r = 0; r < rules; r++) {
      for (int v = 0; v < vocabulary; v++) {
        flat[r * vocabulary + v] = (byte) (limits.allowed()[r][v] ? 1 : 0);
      }
    }
    int[] which = join(limits.rule());
    return List.of(step.bytes(flat, rules, vocabulary), step.ids(which, which.length));
  }

  /// Position by position.
  private static List<Beliefs> beliefs(Question question, int k, Reduced reduced) {
    refuseNaN(reduced.logProbabilities());
    Conditions c = question.conditions();
    Conditions.Recall recall = c.recall();
    int next = 0;
    float[] none = {};
    float[] norms = c.normalizers() ? reduced.more().get(next++) : none;
    boolean moved =
        recall != null && recall.memory().use() instanceof VocabularyMemory.Use.Divergence;
    float[] moves = moved ? reduced.more().get(next++) : none;
    float[] standing = c.scored() == null ? none : reduced.more().get(next);
    List<Beliefs> beliefs = new ArrayList<>();
    int from = 0;
    for (int[] positions : question.positions()) {
      int to = from + positions.length;
      beliefs.add(
          new Beliefs(
              positions,
              part(reduced.tokens(), from, to),
              part(reduced.logProbabilities(), from, to),
              part(reduced.entropies(), from, to),
              k,
              part(reduced.topIds(), from * k, to * k),
              part(reduced.topLogProbabilities(), from * k, to * k),
              norms.length == 0 ? norms : part(norms, from, to),
              moves.length == 0 ? moves : part(moves, from, to),
              standing.length == 0 ? standing : part(standing, from, to)));
      from = to;
    }
    return beliefs;
  }

  /// A text drawn from what is no number would look like an answer.
  private static void refuseNaN(float[] logps) {
    for (float each : logps) {
      if (Float.isNaN(each)) {
        throw new Problem(
            Code.TENSOR,
            "The network answered with values that are no numbers (NaN).",
            "Its weights are damaged, or too large for this precision: fetch the model again, or"
                + " try --dtype f32.");
      }
    }
  }

  /// One canvas's part of what was read of a batch; of a batch of one it is the whole.
  private static int[] part(int[] all, int from, int to) {
    return to - from == all.length ? all : Arrays.copyOfRange(all, from, to);
  }

  private static float[] part(float[] all, int from, int to) {
    return to - from == all.length ? all : Arrays.copyOfRange(all, from, to);
  }

  static int[] join(int[][] rows) {
    int n = 0;
    for (int[] row : rows) {
      n += row.length;
    }
    int[] all = new int[n];
    int at = 0;
    for (int[] row : rows) {
      System.arraycopy(row, 0, all, at, row.length);
      at += row.length;
    }
    return all;
  }

  static double[] join(double[][] rows) {
    int n = 0;
    for (double[] row : rows) {
      n += row.length;
    }
    double[] all = new double[n];
    int at = 0;
    for (double[] row : rows) {
      System.arraycopy(row, 0, all, at, row.length);
      at += row.length;
    }
    return all;
  }
}
