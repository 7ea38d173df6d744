package dev.unmask.network;

import dev.unmask.engine.Scope;
import dev.unmask.engine.Tensor;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `vocabulary.py` is asked and what it answers: only small arrays leave the engine.
final class VocabularyReduction {
  private VocabularyReduction() {}

  /// `numbers, switches, uniforms, suppressed, late, limits, memory, scored` of `vocabulary.py`.
  static void add(List<Object> arguments, Scope step, Question question, int alternatives) {
    TokenDraw draw = question.draw();
    Conditions c = question.conditions();
    double[] uniforms = draw.sample() ? join(question.uniforms()) : new double[0];
    Conditions.Recall recall = c.recall();
    double[] credit = {0, 0, 0};
    int remembers = 0;
    if (recall != null) {
      switch (recall.memory().use()) {
        case VocabularyMemory.Use.Divergence d -> remembers = 1;
        case VocabularyMemory.Use.Credit(double alpha, double gamma, double beta) -> {
          remembers = 2;
          credit = new double[] {alpha, gamma, beta};
        }
      }
    }
    Conditions.Guidance guidance = c.guidance();
    arguments.add(
        new double[] {
          draw.temperature(),
          draw.topP(),
          draw.minP(),
          guidance == null ? 0 : guidance.scale(),
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
          alternatives,
          remembers,
          c.normalizers() ? 1 : 0
        });
    arguments.add(step.doubles(uniforms, uniforms.length));
    arguments.add(step.ids(draw.suppressed(), draw.suppressed().length));
    arguments.add(step.ids(draw.discredited(), draw.discredited().length));
    arguments.add(limits(step, c.limits()));
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

  /// What came back, position by position.
  static List<Beliefs> beliefs(Question question, int k, List<Tensor> out) {
    int[] tokens = out.get(0).ints();
    float[] logps = out.get(1).floats();
    refuseNaN(logps);
    float[] entropies = out.get(2).floats();
    int[] topIds = out.get(3).ints();
    float[] topLogps = out.get(4).floats();
    Conditions c = question.conditions();
    Conditions.Recall recall = c.recall();
    int next = 5;
    float[] none = {};
    float[] norms = c.normalizers() ? out.get(next++).floats() : none;
    boolean moved =
        recall != null && recall.memory().use() instanceof VocabularyMemory.Use.Divergence;
    float[] moves = moved ? out.get(next++).floats() : none;
    float[] standing = c.scored() == null ? none : out.get(next).floats();
    List<Beliefs> beliefs = new ArrayList<>();
    int from = 0;
    for (int[] positions : question.positions()) {
      int to = from + positions.length;
      beliefs.add(
          new Beliefs(
              positions,
              part(tokens, from, to),
              part(logps, from, to),
              part(entropies, from, to),
              k,
              part(topIds, from * k, to * k),
              part(topLogps, from * k, to * k),
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
