package dev.unmask.job.sweep;

import dev.unmask.diffusion.Denoising;
import dev.unmask.diffusion.Frame;
import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.DenoiseRun;
import dev.unmask.job.DenoiseSpec;
import dev.unmask.job.LoadedModel;
import dev.unmask.job.Prompting;
import dev.unmask.job.RunEnd;
import dev.unmask.job.RunListener;
import dev.unmask.job.Values;
import dev.unmask.measure.Revisions;
import dev.unmask.problem.Problem;
import dev.unmask.task.file.Item;
import dev.unmask.task.file.Judgement;
import dev.unmask.task.file.Room;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// Tries items with a diffusion model: texts are written by the point's sampler, all of a batch at
/// once; options are chosen by their likelihood, with as many noise levels as the point has steps.
final class DiffusionSolver implements Solver {
  private final LoadedModel owner;
  private final LoadedModel model;
  private final FirstAnswers memory;
  private final Prompting prompting;
  private final Function<Point, Values> values;
  private final ChoiceScore choosing;
  private final SweepListener listener;

  /// One text on its way.
  private record Writing(
      Numbered numbered, Item.Writing item, ItemCanvas canvas, Revisions.Counter revisions) {}

  /// @param loaded closed with this
  /// @param values all knobs of a point
  /// @param listener may watch the runs of items
  DiffusionSolver(
      LoadedModel loaded,
      Function<Point, Values> values,
      boolean asPublished,
      SweepListener listener) {
    this.listener = listener;
    this.owner = loaded;
    this.memory = new FirstAnswers(loaded.denoiser());
    this.model =
        new LoadedModel(loaded.card(), loaded.tokenizer(), loaded.chat(), memory, () -> {});
    this.prompting = new Prompting(model);
    this.values = values;
    this.choosing = new ChoiceScore(loaded, asPublished);
  }

  /// Evaluations of a canvas that other points had made already.
  int saved() {
    return memory.saved();
  }

  @Override
  public void begin(List<Numbered> items) {
    memory.forget();
  }

  @Override
  public String shown(Point point, Item item) {
    try {
      return switch (item) {
        case Item.Writing w -> shown(ItemCanvas.of(model, w, values.apply(point)));
        case Item.Choice c -> choosing.shown(c);
        case Item.Passage p -> choosing.shown(p);
      };
    } catch (Problem p) {
      return p.sentence();
    }
  }

  private String shown(ItemCanvas canvas) {
    int[] ids = canvas.ids();
    return model.tokenizer().decode(Arrays.copyOf(ids, canvas.from()))
        + "[%d masks]".formatted(canvas.to() - canvas.from())
        + model.tokenizer().decode(Arrays.copyOfRange(ids, canvas.to(), ids.length))
        + (canvas.cut() ? " (cut to fit)" : "");
  }

  @Override
  public List<SweepRow> solve(
      Point point, int repeat, List<Numbered> items, BooleanSupplier cancelled) {
    Values knobs = values.apply(point);
    List<SweepRow> rows = new ArrayList<>();
    List<Writing> writings = new ArrayList<>();
    for (Numbered each : items) {
      if (cancelled.getAsBoolean()) {
        return rows;
      }
      try {
        switch (each.item()) {
          case Item.Writing w ->
              writings.add(
                  new Writing(each, w, ItemCanvas.of(model, w, knobs), new Revisions.Counter()));
          case Item.Choice c -> rows.add(choosing.choose(point, repeat, each, c, knobs));
          case Item.Passage p -> rows.add(choosing.measure(point, repeat, each, p, knobs));
        }
      } catch (Problem p) {
        rows.add(skipped(point, repeat, each, p));
      }
    }
    rows.addAll(write(point, repeat, writings, knobs, cancelled));
    return rows;
  }

  /// What cannot be tried is said, and counts neither way.
  static SweepRow skipped(Point point, int repeat, Numbered each, Problem why) {
    return new SweepRow(
        point.number(), repeat, each.index(), true, false, "", why.sentence(), Map.of(), 0, 0);
  }

  private List<SweepRow> write(
      Point point, int repeat, List<Writing> writings, Values knobs, BooleanSupplier cancelled) {
    if (writings.isEmpty()) {
      return List.of();
    }
    long began = System.nanoTime();
    memory.remember(writings.stream().map(w -> w.canvas().ids()).toList());
    List<DenoiseSpec> specs =
        writings.stream()
            .map(
                w ->
                    prompting.spec(
                        w.canvas().ids(),
                        w.canvas().masked(),
                        knobs.with(DenoiseParameters.SEED, w.numbered().seed())))
            .toList();
    List<List<RunListener>> watching = watching(point, repeat, writings, specs);
    try (Denoising run = DenoiseRun.together(model, specs)) {
      List<Frame> frames = List.of();
      int[] seen = new int[writings.size()];
      while (!run.finished()) {
        if (cancelled.getAsBoolean()) {
          watching.forEach(all -> all.forEach(l -> l.ended(RunEnd.cancelled())));
          return List.of();
        }
        frames = run.next();
        for (int i = 0; i < frames.size(); i++) {
          if (frames.get(i).step() > seen[i]) {
            Frame frame = frames.get(i);
            seen[i] = frame.step();
            writings.get(i).revisions().frame(frame);
            watching.get(i).forEach(l -> l.frame(frame));
          }
        }
      }
      long nanos = (System.nanoTime() - began) / writings.size();
      watching.forEach(all -> all.forEach(l -> l.ended(RunEnd.finished())));
      List<SweepRow> rows = new ArrayList<>();
      for (int i = 0; i < frames.size(); i++) {
        rows.add(row(point, repeat, writings.get(i), frames.get(i), nanos));
      }
      return rows;
    }
  }

  /// Who watches each of the runs.
  private List<List<RunListener>> watching(
      Point point, int repeat, List<Writing> writings, List<DenoiseSpec> specs) {
    List<List<RunListener>> all = new ArrayList<>();
    for (int i = 0; i < specs.size(); i++) {
      int item = writings.get(i).numbered().index();
      SweepRow.Key key = new SweepRow.Key(point.number(), repeat, item);
      all.add(listener.watch(key, model, specs.get(i)).stream().toList());
    }
    return all;
  }

  private SweepRow row(Point point, int repeat, Writing writing, Frame last, long nanos) {
    String written = written(writing, last);
    Judgement judged = writing.item().judge().judge(written);
    Revisions revisions = writing.revisions().revisions();
    Map<String, Double> scores = new LinkedHashMap<>(judged.scores());
    scores.put("revisions", (double) revisions.total());
    scores.put("returns", (double) revisions.returns());
    scores.put("settled", (double) revisions.settled());
    if (writing.canvas().cut()) {
      scores.put("cut", 1.0);
    }
    return new SweepRow(
        point.number(),
        repeat,
        writing.numbered().index(),
        false,
        judged.right(),
        written,
        judged.words(),
        scores,
        last.evaluations(),
        nanos);
  }

  /// What stands in the place of the masks; where the rest of the canvas was free, up to the end of
  /// the text.
  private String written(Writing writing, Frame last) {
    int[] ids = Arrays.copyOfRange(last.ids(), writing.canvas().from(), writing.canvas().to());
    int end = ids.length;
    if (writing.item().room().kind() != Room.Kind.ORACLE) {
      end = 0;
      while (end < ids.length && ids[end] != model.card().eosId()) {
        end++;
      }
    }
    return model.tokenizer().decodePlain(Arrays.copyOf(ids, end));
  }

  @Override
  public void close() {
    owner.close();
  }
}
