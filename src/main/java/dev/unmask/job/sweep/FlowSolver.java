package dev.unmask.job.sweep;

import dev.unmask.flow.FlowDecoder;
import dev.unmask.flow.FlowFrame;
import dev.unmask.flow.FlowNoise;
import dev.unmask.flow.FlowSettings;
import dev.unmask.flow.Integration;
import dev.unmask.flow.Plane;
import dev.unmask.job.Continuing;
import dev.unmask.job.FlowParameters;
import dev.unmask.job.FlowRules;
import dev.unmask.job.FlowWriting;
import dev.unmask.job.GenerateParameters;
import dev.unmask.job.LoadedWriter;
import dev.unmask.job.RunEnd;
import dev.unmask.job.SeededNoise;
import dev.unmask.job.Values;
import dev.unmask.job.WriteSpec;
import dev.unmask.job.WritingListener;
import dev.unmask.network.FlowModel;
import dev.unmask.problem.Problem;
import dev.unmask.task.file.Item;
import dev.unmask.task.file.Judgement;
import dev.unmask.text.InfillTokens;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Tries items with a flow model: the answers of a batch are integrated together, each by its own
/// steps and from its own noise. Without grid points it is the base, whose tokens are drawn by the
/// same knobs.
///
/// Options and passages are measured on the base alone: an integrated token has no likelihood.
final class FlowSolver implements Solver {
  private final LoadedWriter model;
  private final WriterSolver base;
  private final Continuing continuing;
  private final Function<Point, Values> settings;
  private final Plane plane;
  private final SweepListener listener;

  /// @param settings of a point
  /// @param listener may watch the texts of items
  FlowSolver(LoadedWriter model, Function<Point, Values> settings, SweepListener listener) {
    this.model = model;
    this.listener = listener;
    this.settings = settings;
    this.base = new WriterSolver(model, InfillTokens.Order.PSM, listener, settings);
    this.continuing = new Continuing(model);
    this.plane = Plane.of(model.requireFlow());
  }

  /// Refuses a point that cannot be, before anything is computed.
  void check(Point point) {
    Values values = settings.apply(point);
    if (!FlowParameters.baseOnly(values)) {
      how(values);
    }
  }

  private FlowSettings how(Values values) {
    return FlowRules.settings(model.requireFlow().shape(), values, FlowWriting.draw(values));
  }

  @Override
  public void begin(List<Numbered> items) {
    // nothing is remembered
  }

  @Override
  public String shown(Point point, Item item) {
    return base.shown(point, item);
  }

  @Override
  public List<SweepRow> solve(
      Point point, int repeat, List<Numbered> items, BooleanSupplier cancelled) {
    Values values = settings.apply(point);
    if (FlowParameters.baseOnly(values)) {
      return base.solve(point, repeat, items, cancelled);
    }
    List<SweepRow> rows = new ArrayList<>();
    List<Asked> asked = new ArrayList<>();
    for (Numbered each : items) {
      if (each.item() instanceof Item.Writing item) {
        try {
          asked.add(Asked.of(model, continuing, each, item));
        } catch (Problem p) {
          rows.add(DiffusionSolver.skipped(point, repeat, each, p));
        }
      } else {
        rows.addAll(base.solve(point, repeat, List.of(each), cancelled));
      }
    }
    if (!asked.isEmpty()) {
      rows.addAll(write(point, repeat, asked, values, cancelled));
    }
    return rows;
  }

  /// An item with its prompt and room.
  private record Asked(Numbered each, Item.Writing item, int[] given, int tokens) {
    static Asked of(LoadedWriter model, Continuing continuing, Numbered each, Item.Writing item) {
      int target = model.tokenizer().encode(item.target()).length;
      int longest = model.card().maxLength();
      int tokens =
          switch (item.room().kind()) {
            case REST -> Math.max(1, longest / 2);
            case FIXED -> item.room().tokens();
            case ORACLE -> target + item.room().tokens();
          };
      int[] given = WriterSolver.given(model, continuing, item, InfillTokens.Order.PSM);
      int room = Math.max(1, longest - given.length);
      return new Asked(each, item, continuing.ids(given), Math.min(tokens, room));
    }
  }

  private List<SweepRow> write(
      Point point, int repeat, List<Asked> asked, Values values, BooleanSupplier cancelled) {
    long began = System.nanoTime();
    FlowModel flow = model.requireFlow();
    FlowSettings how = how(values);
    int n = asked.size();
    List<Optional<WritingListener>> watching =
        asked.stream().map(a -> watching(point, repeat, a, values)).toList();
    List<List<FlowFrame>> written = new ArrayList<>();
    boolean[] over = new boolean[n];
    for (int i = 0; i < n; i++) {
      written.add(new ArrayList<>());
    }
    int longest = asked.stream().mapToInt(a -> a.given().length).max().orElse(1);
    int most = asked.stream().mapToInt(Asked::tokens).max().orElse(1);
    most = Math.min(most, model.card().maxLength() - longest);
    List<FlowNoise> noise =
        asked.stream().<FlowNoise>map(a -> SeededNoise.of(a.each().seed())).toList();
    FlowDecoder.Watcher watcher =
        new FlowDecoder.Watcher() {
          @Override
          public boolean cancelled() {
            return cancelled.getAsBoolean();
          }
        };
    int[][] prompts = asked.stream().map(Asked::given).toArray(int[][]::new);
    try (FlowDecoder decoder = new FlowDecoder(flow, plane, prompts, most, how, noise)) {
      for (int k = 0; k < most; k++) {
        int[] open = IntStream.range(0, n).filter(i -> !over[i]).toArray();
        if (open.length == 0) {
          break;
        }
        List<FlowFrame> frames = decoder.next(open, watcher);
        if (frames.isEmpty()) {
          watching.forEach(w -> w.ifPresent(l -> l.ended(RunEnd.cancelled())));
          return List.of();
        }
        int[] next = new int[n];
        for (int j = 0; j < open.length; j++) {
          int i = open[j];
          FlowFrame frame = frames.get(j);
          written.get(i).add(frame);
          watching.get(i).ifPresent(w -> w.frame(frame));
          next[i] = frame.token();
          boolean full = written.get(i).size() >= asked.get(i).tokens();
          over[i] = model.ends().contains(frame.token()) || full;
        }
        if (k + 1 < most) {
          decoder.append(next);
        }
      }
    }
    watching.forEach(w -> w.ifPresent(l -> l.ended(RunEnd.finished())));
    long nanos = (System.nanoTime() - began) / n;
    return IntStream.range(0, n)
        .mapToObj(i -> row(point, repeat, asked.get(i), written.get(i), how, nanos))
        .toList();
  }

  /// Whoever watches an item, told of its text as it could be written alone.
  private Optional<WritingListener> watching(Point point, int repeat, Asked asked, Values values) {
    Values alone =
        values
            .with(GenerateParameters.SEED, asked.each().seed())
            .with(GenerateParameters.TOKENS, (long) asked.tokens());
    return listener.watchText(
        new SweepRow.Key(point.number(), repeat, asked.each().index()),
        model,
        new WriteSpec(model.card().reference(), asked.item().asked(), alone, asked.given()));
  }

  private SweepRow row(
      Point point, int repeat, Asked asked, List<FlowFrame> frames, FlowSettings how, long nanos) {
    int[] ids =
        frames.stream()
            .mapToInt(FlowFrame::token)
            .filter(id -> !model.ends().contains(id))
            .toArray();
    String text = model.tokenizer().decodePlain(ids);
    Judgement judged = asked.item().judge().judge(text);
    Map<String, Double> scores = new LinkedHashMap<>(judged.scores());
    long early = frames.stream().filter(f -> f.end() != Integration.End.REACHED).count();
    if (early > 0) {
      scores.put("early", (double) early);
    }
    int calls = frames.stream().mapToInt(FlowFrame::calls).sum();
    scores.put("calls_per_token", (double) calls / Math.max(1, frames.size()));
    if (how.guidance().label() >= 0) {
      scores.put("class", (double) how.guidance().label());
    }
    return new SweepRow(
        point.number(),
        repeat,
        asked.each().index(),
        false,
        judged.right(),
        text,
        judged.words(),
        scores,
        calls,
        nanos);
  }

  @Override
  public void close() {
    base.close();
  }
}
