package dev.unmask.job.sweep;

import dev.unmask.network.Beliefs;
import dev.unmask.network.Conditions;
import dev.unmask.network.Denoiser;
import dev.unmask.network.ForwardingDenoiser;
import dev.unmask.network.Question;
import dev.unmask.network.TokenDraw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Remembers what a model says of the canvases with which runs begin: every number of steps asks
/// the same first.
///
/// Questions with conditions are passed on as they are.
final class FirstAnswers extends ForwardingDenoiser {
  private final Set<List<Integer>> starts = new HashSet<>();
  private final Map<Object, Beliefs> answers = new HashMap<>();
  private int saved;

  /// What an answer depends on.
  private record Asked(
      List<Integer> ids,
      List<Integer> positions,
      TokenDraw draw,
      List<Double> uniforms,
      int alternatives,
      double time) {}

  FirstAnswers(Denoiser model) {
    super(model);
  }

  /// Forgets everything.
  void forget() {
    starts.clear();
    answers.clear();
  }

  /// Remembers from now on what is said of these canvases.
  ///
  /// @param canvases ids with masks
  void remember(List<int[]> canvases) {
    canvases.forEach(ids -> starts.add(list(ids)));
  }

  /// Evaluations of a canvas that were not needed.
  int saved() {
    return saved;
  }

  @Override
  public List<Beliefs> believe(Question question) {
    int rows = question.ids().length;
    boolean plain = question.conditions().equals(Conditions.NONE);
    List<Object> keys = new ArrayList<>();
    boolean any = false;
    for (int row = 0; row < rows; row++) {
      boolean start = plain && starts.contains(list(question.ids()[row]));
      keys.add(start ? key(question, row) : "");
      any |= start;
    }
    if (!any) {
      return super.believe(question);
    }
    int[] missing =
        java.util.stream.IntStream.range(0, rows)
            .filter(row -> !answers.containsKey(keys.get(row)))
            .toArray();
    saved += rows - missing.length;
    List<Beliefs> fresh = missing.length == 0 ? List.of() : super.believe(rows(question, missing));
    Beliefs[] all = new Beliefs[rows];
    for (int i = 0; i < missing.length; i++) {
      all[missing[i]] = fresh.get(i);
      if (keys.get(missing[i]) instanceof Asked) {
        answers.put(keys.get(missing[i]), fresh.get(i));
      }
    }
    for (int row = 0; row < rows; row++) {
      if (all[row] == null) {
        all[row] = answers.get(keys.get(row));
      }
    }
    return Arrays.asList(all);
  }

  private Asked key(Question q, int row) {
    List<Double> uniforms =
        q.draw().sample() ? Arrays.stream(q.uniforms()[row]).boxed().toList() : List.of();
    return new Asked(
        list(q.ids()[row]),
        list(q.positions()[row]),
        q.draw(),
        uniforms,
        q.alternatives(),
        toldTheNoise() ? q.times()[row] : 0);
  }

  private static Question rows(Question q, int... rows) {
    if (rows.length == q.ids().length) {
      return q;
    }
    double[][] uniforms =
        q.uniforms().length == 0
            ? q.uniforms()
            : Arrays.stream(rows).mapToObj(r -> q.uniforms()[r]).toArray(double[][]::new);
    return new Question(
        Arrays.stream(rows).mapToObj(r -> q.ids()[r]).toArray(int[][]::new),
        Arrays.stream(rows).mapToObj(r -> q.positions()[r]).toArray(int[][]::new),
        q.draw(),
        uniforms,
        q.alternatives(),
        Arrays.stream(rows).mapToDouble(r -> q.times()[r]).toArray(),
        q.conditions());
  }

  private static List<Integer> list(int[] ids) {
    return Arrays.stream(ids).boxed().toList();
  }
}
