package dev.unmask.job.sweep;

import dev.unmask.job.Continuing;
import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.GenerateParameters;
import dev.unmask.job.Generation;
import dev.unmask.job.LoadedWriter;
import dev.unmask.job.RunEnd;
import dev.unmask.job.Values;
import dev.unmask.job.WriteSpec;
import dev.unmask.job.WritingListener;
import dev.unmask.problem.Problem;
import dev.unmask.task.file.Item;
import dev.unmask.task.file.Judgement;
import dev.unmask.text.InfillTokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// Tries items with a model that writes left to right, options by their log-likelihood. What stands
/// behind a gap is not seen, unless the tokenizer has the tokens for it.
final class WriterSolver implements Solver {
  private final LoadedWriter model;
  private final Continuing continuing;
  private final InfillTokens.Order order;
  private final Function<Point, Values> how;
  private final SweepListener listener;

  /// A control: the most probable token each time.
  ///
  /// @param listener may watch the texts of items
  WriterSolver(LoadedWriter model, InfillTokens.Order order, SweepListener listener) {
    this(
        model,
        order,
        listener,
        point ->
            GenerateParameters.defaults().with(GenerateParameters.DRAW, DenoiseParameters.ARGMAX));
  }

  /// @param how the tokens of a point are drawn
  WriterSolver(
      LoadedWriter model,
      InfillTokens.Order order,
      SweepListener listener,
      Function<Point, Values> how) {
    this.listener = listener;
    this.model = model;
    this.continuing = new Continuing(model);
    this.order = order;
    this.how = how;
  }

  @Override
  public void begin(List<Numbered> items) {
    // nothing is remembered
  }

  @Override
  public String shown(Point point, Item item) {
    return switch (item) {
      case Item.Writing w -> model.tokenizer().decode(given(w));
      case Item.Choice c -> c.asked();
      case Item.Passage p -> p.text();
    };
  }

  @Override
  public List<SweepRow> solve(
      Point point, int repeat, List<Numbered> items, BooleanSupplier cancelled) {
    List<SweepRow> rows = new ArrayList<>();
    for (Numbered each : items) {
      if (cancelled.getAsBoolean()) {
        break;
      }
      try {
        rows.add(
            switch (each.item()) {
              case Item.Writing w -> write(point, repeat, each, w);
              case Item.Choice c -> choose(point, repeat, each, c);
              case Item.Passage p -> measure(point, repeat, each, p);
            });
      } catch (Problem p) {
        rows.add(DiffusionSolver.skipped(point, repeat, each, p));
      }
    }
    return rows;
  }

  private SweepRow write(Point point, int repeat, Numbered each, Item.Writing item) {
    long began = System.nanoTime();
    int target = model.tokenizer().encode(item.target()).length;
    int longest = model.card().maxLength();
    int tokens =
        switch (item.room().kind()) {
          case REST -> Math.max(1, longest / 2);
          case FIXED -> item.room().tokens();
          case ORACLE -> target + item.room().tokens();
        };
    int[] whole = given(item);
    int room = Math.max(1, longest - Math.min(tokens, Math.max(target + 1, 1)));
    boolean cut = whole.length > room;
    int[] given = cut ? Arrays.copyOfRange(whole, whole.length - room, whole.length) : whole;
    Values values =
        how.apply(point)
            .with(GenerateParameters.SEED, each.seed() & Integer.MAX_VALUE)
            .with(GenerateParameters.TOKENS, (long) tokens);
    Optional<WritingListener> watching =
        listener.watchText(
            new SweepRow.Key(point.number(), repeat, each.index()),
            model,
            new WriteSpec(model.card().reference(), item.asked(), values, given));
    PlainFrames frames = new PlainFrames(watching);
    Generation.Result result = new Generation(model, given, values).run(frames);
    watching.ifPresent(w -> w.ended(RunEnd.finished()));
    String written = model.tokenizer().decodePlain(result.ids());
    Judgement judged = item.judge().judge(written);
    Map<String, Double> scores = new LinkedHashMap<>(judged.scores());
    if (cut) {
      scores.put("cut", 1.0);
    }
    boolean blind = !item.after().isEmpty() && model.infill().isEmpty();
    return new SweepRow(
        point.number(),
        repeat,
        each.index(),
        false,
        judged.right(),
        written,
        blind ? "what stands behind was not seen" : judged.words(),
        scores,
        result.ids().length + 1,
        System.nanoTime() - began);
  }

  private int[] given(Item.Writing item) {
    return given(model, continuing, item, order);
  }

  /// The ids that stand before what is to be written.
  static int[] given(
      LoadedWriter model, Continuing continuing, Item.Writing item, InfillTokens.Order order) {
    if (!item.prompt().isEmpty()) {
      int[] head = asked(model, continuing, item.prompt());
      int[] before = model.tokenizer().encode(item.before());
      int[] all = Arrays.copyOf(head, head.length + before.length);
      System.arraycopy(before, 0, all, head.length, before.length);
      return all;
    }
    if (!item.after().isEmpty() && model.infill().isPresent()) {
      return continuing.infilling(order, item.before(), item.after(), item.whole());
    }
    return item.whole() ? continuing.row(item.before()) : continuing.text(item.before());
  }

  private static int[] asked(LoadedWriter model, Continuing continuing, String prompt) {
    return model.chat().isPresent() ? continuing.question("", prompt) : continuing.text(prompt);
  }

  private SweepRow choose(Point point, int repeat, Numbered each, Item.Choice item) {
    long began = System.nanoTime();
    List<ScoredText> texts =
        item.options().stream().map(o -> text(o.before(), o.scored())).toList();
    int best = 0;
    int bySum = 0;
    double[] means = new double[texts.size()];
    double[] sums = new double[texts.size()];
    Map<String, Double> scores = new LinkedHashMap<>();
    for (int i = 0; i < means.length; i++) {
      sums[i] = nats(texts.get(i));
      means[i] = sums[i] / texts.get(i).targets().length;
      best = means[i] < means[best] ? i : best;
      bySum = sums[i] < sums[bySum] ? i : bySum;
      scores.put("nats_" + (i + 1), means[i]);
    }
    scores.put("by_sum", bySum == item.right() ? 1.0 : 0.0);
    return new SweepRow(
        point.number(),
        repeat,
        each.index(),
        false,
        best == item.right(),
        item.options().get(best).scored(),
        "",
        scores,
        texts.size(),
        System.nanoTime() - began);
  }

  private SweepRow measure(Point point, int repeat, Numbered each, Item.Passage item) {
    long began = System.nanoTime();
    ScoredText text =
        item.prompt().isEmpty()
            ? text("", item.text())
            : ScoredText.of(
                asked(model, continuing, item.prompt()),
                ScoredText.answer(model.tokenizer(), item.text()),
                model.card().maxLength());
    return ChoiceScore.passage(point, repeat, each, text, nats(text), 1, began);
  }

  private ScoredText text(String before, String scored) {
    return ScoredText.of(
        model.tokenizer(), model.first(), before, scored, model.card().maxLength());
  }

  private double nats(ScoredText text) {
    float[] logs = model.model().logLikelihood(List.of(text.ids()))[0];
    double sum = 0;
    for (int i = text.from() - 1; i < logs.length; i++) {
      sum -= logs[i];
    }
    return sum;
  }

  @Override
  public void close() {
    model.close();
  }
}
