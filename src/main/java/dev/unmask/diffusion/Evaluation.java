package dev.unmask.diffusion;

import dev.unmask.network.Beliefs;
import dev.unmask.network.CanvasCache;
import dev.unmask.network.Conditions;
import dev.unmask.network.Denoiser;
import dev.unmask.network.Question;
import dev.unmask.network.TokenDraw;
import dev.unmask.network.VocabularyMemory;
import dev.unmask.network.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Puts canvases to the network: those that can share an evaluation in one batch, those with a
/// cache each by itself.
final class Evaluation {
  /// Of a canvas without masks nothing is asked, where only masks matter.
  private static final Beliefs NOTHING =
      new Beliefs(new int[0], new int[0], new float[0], new float[0], 1, new int[0], new float[0]);

  private final Denoiser model;

  /// What the network said of one canvas.
  ///
  /// @param approximate whether a cache stood in for what has changed since
  record Result(List<Beliefs> answers, boolean approximate) {}

  /// One probe on its way to the network.
  private record Asked(
      Course course,
      Moment at,
      Probe probe,
      TokenDraw draw,
      double time,
      @Nullable VocabularyMemory memory) {
    /// What has to be equal for a common batch.
    Object batch() {
      boolean alone = probe.layout() != null || memory != null;
      return List.of(probe.ids().length, draw, alone ? probe : "", probe.scored().length > 0);
    }
  }

  Evaluation(Denoiser model) {
    this.model = model;
  }

  /// Beliefs for each course.
  List<Result> of(List<Course> courses, List<Moment> moments) {
    Map<Object, List<Asked>> batches = new LinkedHashMap<>();
    List<Result> remembered = new ArrayList<>();
    List<List<Asked>> asked = new ArrayList<>();
    IdentityHashMap<Asked, Beliefs> answers = new IdentityHashMap<>();
    for (int i = 0; i < courses.size(); i++) {
      Course course = courses.get(i);
      TokenDraw draw = course.draw(moments.get(i));
      List<Beliefs> known = course.remembered(draw);
      remembered.add(new Result(known, course.rememberedApproximately()));
      List<Asked> own = known.isEmpty() ? probes(course, moments.get(i), draw) : List.of();
      asked.add(own);
      for (Asked a : own) {
        if (course.cache == null && a.probe().wanted().length > 0) {
          batches.computeIfAbsent(a.batch(), k -> new ArrayList<>()).add(a);
        }
      }
    }
    batches.values().forEach(batch -> ask(batch, answers));
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < courses.size(); i++) {
      List<Asked> own = asked.get(i);
      results.add(own.isEmpty() ? remembered.get(i) : result(courses.get(i), own, answers));
    }
    return results;
  }

  private Result result(Course course, List<Asked> asked, IdentityHashMap<Asked, Beliefs> answers) {
    CanvasCache cache = course.cache;
    if (cache != null) {
      return windowed(course, cache, asked.getFirst());
    }
    List<Beliefs> own = new ArrayList<>();
    for (Asked a : asked) {
      Beliefs b = answers.get(a);
      own.add(b == null ? NOTHING : b);
    }
    Asked first = asked.getFirst();
    course.learned(first.draw(), own, false, answers.containsKey(first) ? 1 : 0);
    return new Result(own, false);
  }

  private static List<Asked> probes(Course course, Moment at, TokenDraw draw) {
    double time = course.transition.time(at);
    List<Asked> out = new ArrayList<>();
    for (Probe probe : course.transition.probes(at)) {
      out.add(
          new Asked(
              course,
              at,
              probe.layout() == null ? seen(probe, course.view()) : probe,
              draw,
              time,
              course.memory));
    }
    return out;
  }

  /// The part of a probe that is in view.
  private static Probe seen(Probe probe, Span view) {
    if (view.from() == 0 && view.to() == probe.ids().length) {
      return probe;
    }
    return new Probe(
        Arrays.copyOfRange(probe.ids(), view.from(), view.to()),
        view.from(),
        Arrays.stream(probe.wanted()).filter(view::contains).toArray(),
        null,
        new int[0]);
  }

  private void ask(List<Asked> batch, IdentityHashMap<Asked, Beliefs> answers) {
    List<Beliefs> all = model.believe(question(batch));
    for (int i = 0; i < batch.size(); i++) {
      answers.put(batch.get(i), placed(batch.get(i), all.get(i)));
    }
  }

  private Question question(List<Asked> batch) {
    int n = batch.size();
    int[][] ids = new int[n][];
    int[][] positions = new int[n][];
    double[][] uniforms = new double[n][];
    double[] times = new double[n];
    for (int b = 0; b < n; b++) {
      Asked a = batch.get(b);
      int offset = a.probe().offset();
      ids[b] = a.probe().ids();
      positions[b] = Arrays.stream(a.probe().wanted()).map(p -> p - offset).toArray();
      uniforms[b] = uniforms(a);
      times[b] = a.time();
    }
    Asked first = batch.getFirst();
    Course course = first.course();
    int alternatives = Math.max(course.settings.alternatives(), course.transition.alternatives());
    return new Question(
        ids, positions, first.draw(), uniforms, alternatives, times, conditions(batch));
  }

  private static double[] uniforms(Asked a) {
    if (!a.draw().sample()) {
      return new double[0];
    }
    int step = a.course().transition.tokenStep(a.at());
    return Arrays.stream(a.probe().wanted())
        .mapToDouble(p -> a.at().randomness().uniform(Purpose.TOKEN, step, p))
        .toArray();
  }

  private static Conditions conditions(List<Asked> batch) {
    Asked first = batch.getFirst();
    Settings settings = first.course().settings;
    Conditions conditions =
        Conditions.NONE
            .laidOut(first.probe().layout())
            .normalized(first.course().transition.normalizers());
    if (settings.guide().scale() > 0) {
      int[][] without = batch.stream().map(Evaluation::withoutPrompt).toArray(int[][]::new);
      conditions = conditions.guided(new Conditions.Guidance(settings.guide().scale(), without));
    }
    Limits limits = settings.limits();
    if (limits != null) {
      int[][] rules =
          batch.stream()
              .map(a -> Arrays.stream(a.probe().wanted()).map(p -> rule(limits, p)).toArray())
              .toArray(int[][]::new);
      conditions = conditions.limited(new Conditions.TokenLimits(limits.allowed(), rules));
    }
    VocabularyMemory memory = first.memory();
    if (memory != null) {
      int[][] rows = batch.stream().map(a -> a.probe().wanted()).toArray(int[][]::new);
      conditions = conditions.recalling(new Conditions.Recall(memory, rows));
    }
    if (settings.feedback() > 0) {
      conditions = conditions.softened(softMasks(batch, settings.feedback()));
    }
    if (first.probe().scored().length > 0) {
      int[][] scored = batch.stream().map(a -> a.probe().scored()).toArray(int[][]::new);
      conditions = conditions.scoring(scored);
    }
    return conditions;
  }

  private static int rule(Limits limits, int position) {
    return position < limits.rule().length ? limits.rule()[position] : 0;
  }

  private static int[] withoutPrompt(Asked a) {
    Canvas canvas = a.at().canvas();
    int[] ids = a.probe().ids().clone();
    int[] kept = a.course().settings.guide().kept();
    for (int i = 0; i < ids.length; i++) {
      int p = i + a.probe().offset();
      int id = ids[i];
      if (p < canvas.length()
          && canvas.role(p) == Role.GIVEN
          && Arrays.stream(kept).noneMatch(k -> k == id)) {
        ids[i] = canvas.maskId();
      }
    }
    return ids;
  }

  /// What the last evaluation believed of the masks, with weights `share * p_best * p_k / sum p`.
  private static Conditions.SoftMasks softMasks(List<Asked> batch, double share) {
    int[][] positions = new int[batch.size()][];
    int[][] ids = new int[batch.size()][];
    float[][] weights = new float[batch.size()][];
    int k = 1;
    for (int row = 0; row < positions.length; row++) {
      Asked a = batch.get(row);
      List<Beliefs> last = a.course().last();
      if (last.isEmpty()) {
        positions[row] = new int[0];
        ids[row] = new int[0];
        weights[row] = new float[0];
        continue;
      }
      Beliefs b = last.getFirst();
      k = b.alternatives();
      int n = k;
      Canvas canvas = a.at().canvas();
      int[] known =
          IntStream.range(0, b.count())
              .filter(i -> b.positions()[i] < canvas.length() && canvas.masked(b.positions()[i]))
              .toArray();
      positions[row] =
          Arrays.stream(known).map(i -> b.positions()[i] - a.probe().offset()).toArray();
      ids[row] =
          Arrays.stream(known)
              .flatMap(i -> Arrays.stream(b.topIds(), i * n, (i + 1) * n))
              .toArray();
      weights[row] = new float[known.length * n];
      for (int j = 0; j < known.length; j++) {
        double sum = 0;
        for (int r = 0; r < n; r++) {
          sum += b.probability(known[j], r);
        }
        double scale = share * b.probability(known[j], 0) / sum;
        for (int r = 0; r < n; r++) {
          weights[row][j * n + r] = (float) (scale * b.probability(known[j], r));
        }
      }
    }
    return new Conditions.SoftMasks(positions, ids, weights, k);
  }

  /// One evaluation over a cache: the whole canvas where a block is opened, its window after that.
  private Result windowed(Course course, CanvasCache cache, Asked a) {
    Span block = a.at().block();
    boolean blockwise = model.blockSize() > 0;
    int cost = 1;
    Window window;
    if (blockwise) {
      cost += store(course, cache, a, block.from());
      window = new Window(cache, block.from(), block.to(), firstSeen(block.to()), block.to());
    } else if (a.at().number() == 1) {
      window = new Window(cache, 0, course.view().to(), 0, course.view().to());
    } else {
      int end = course.view().to();
      int to = course.settings.reuse() == Reuse.DUAL ? block.to() : end;
      window = new Window(cache, block.from(), to, 0, end);
    }
    int[] wanted = within(a.probe(), window);
    if (wanted.length == 0) {
      // A full window of a sampler that may still mask again: only masks matter to it.
      course.learned(a.draw(), List.of(NOTHING), false, cost - 1);
      return new Result(List.of(NOTHING), false);
    }
    Beliefs b = through(a, window, wanted);
    boolean approximate = !blockwise && a.at().number() > 1;
    course.learned(a.draw(), List.of(b), approximate, cost);
    return new Result(List.of(b), approximate);
  }

  /// Puts finished blocks into the cache, as they were written in the end.
  private int store(Course course, CanvasCache cache, Asked a, int to) {
    int cost = 0;
    int size = model.blockSize();
    for (int from = course.stored(); from < to; from += size) {
      int end = Math.min(from + size, to);
      Asked storing = new Asked(course, a.at(), a.probe(), a.draw(), a.time(), null);
      through(storing, new Window(cache, from, end, firstSeen(end), end), from);
      cost++;
    }
    course.stored(to);
    return cost;
  }

  private int firstSeen(int end) {
    return Math.max(0, end - model.maxLength());
  }

  private static int[] within(Probe probe, Window window) {
    Span span = new Span(window.from(), window.to());
    return Arrays.stream(probe.wanted()).filter(span::contains).toArray();
  }

  private Beliefs through(Asked a, Window window, int... wanted) {
    Probe whole = new Probe(a.at().canvas().ids(), 0, wanted, null, new int[0]);
    Asked part = new Asked(a.course(), a.at(), whole, a.draw(), a.time(), a.memory());
    return placed(part, model.believe(question(List.of(part)), window).getFirst());
  }

  /// Beliefs at positions of the canvas. On a shifted network nothing predicts position 0: its
  /// candidate is the token given there, its score is that of row 0.
  private Beliefs placed(Asked a, Beliefs believed) {
    Beliefs b = believed;
    if (model.shifted() && b.count() > 0 && b.positions()[0] == 0 && a.probe().offset() == 0) {
      int[] candidates = b.candidates().clone();
      candidates[0] = a.at().canvas().firstToken();
      b = b.withCandidates(candidates, b.logProbabilities());
    }
    return a.probe().offset() == 0 ? b : b.at(a.probe().wanted());
  }
}
