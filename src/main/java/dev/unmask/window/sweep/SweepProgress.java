package dev.unmask.window.sweep;

import dev.unmask.job.DenoiseSpec;
import dev.unmask.job.LoadedModel;
import dev.unmask.job.LoadedWriter;
import dev.unmask.job.ModelCard;
import dev.unmask.job.RunListener;
import dev.unmask.job.WriteSpec;
import dev.unmask.job.WritingListener;
import dev.unmask.job.sweep.SweepListener;
import dev.unmask.job.sweep.SweepRow;
import dev.unmask.job.sweep.SweepSpec;
import dev.unmask.session.KeptRuns;
import dev.unmask.session.Session;
import dev.unmask.session.StoredSweeps;
import dev.unmask.session.export.SweepExport;
import dev.unmask.task.file.Item;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Keeps what it hears of a sweep, and tells the newest state to the screen, which need not keep
/// up.
final class SweepProgress implements SweepListener {
  private final StoredSweeps sweeps;
  private final KeptRuns runs;
  private final long number;
  private final SweepSpec spec;
  private final SweepListener keeper;
  private final List<SweepRow> rows;
  private final int before;
  private final Executor ui;
  private final BiConsumer<SweepExport, String> news;
  private final Consumer<String> words;
  private final long began = System.nanoTime();
  private final AtomicBoolean waiting = new AtomicBoolean();
  private List<ModelCard> cards = List.of();
  private List<StoredSweeps.StoredItem> items = List.of();
  private volatile Map<SweepRow.Key, Long> kept;

  /// @param number of the sweep in its session
  /// @param watched of so many items at each point every step is kept
  /// @param ui where news are told
  /// @param news the sweep as it stands, and how far it is in words
  /// @param words gets what the user should know
  SweepProgress(
      Session into,
      long number,
      SweepSpec spec,
      int watched,
      Executor ui,
      BiConsumer<SweepExport, String> news,
      Consumer<String> words) {
    this.words = words;
    sweeps = new StoredSweeps(into);
    runs = new KeptRuns(into, number);
    this.number = number;
    this.spec = spec;
    this.ui = ui;
    this.news = news;
    keeper = sweeps.record(number, watched);
    rows = new ArrayList<>(sweeps.rows(number));
    before = rows.size();
    kept = runs.all();
  }

  @Override
  public void opened(int index, ModelCard card) {
    keeper.opened(index, card);
    cards = sweeps.cards(number);
  }

  @Override
  public void said(String sentence) {
    ui.execute(() -> words.accept(sentence));
  }

  @Override
  public void items(List<Item> all) {
    keeper.items(all);
    items = sweeps.items(number);
  }

  @Override
  public Optional<RunListener> watch(SweepRow.Key key, LoadedModel model, DenoiseSpec asked) {
    return keeper.watch(key, model, asked);
  }

  @Override
  public Optional<WritingListener> watchText(
      SweepRow.Key key, LoadedWriter model, WriteSpec asked) {
    return keeper.watchText(key, model, asked);
  }

  @Override
  public void rows(List<SweepRow> fresh) {
    keeper.rows(fresh);
    kept = runs.all();
    synchronized (rows) {
      rows.addAll(fresh);
    }
    if (!waiting.getAndSet(true)) {
      ui.execute(this::tell);
    }
  }

  /// On the JavaFX thread.
  private void tell() {
    waiting.set(false);
    List<SweepRow> now;
    synchronized (rows) {
      now = List.copyOf(rows);
    }
    int all = spec.points().size() * items.size() * spec.seeds();
    int fresh = Math.max(1, now.size() - before);
    Duration left =
        Duration.ofNanos((System.nanoTime() - began) / fresh * Math.max(0, all - now.size()));
    news.accept(
        new SweepExport(sweeps.one(number), cards, items, now, kept),
        "%,d of %,d runs, %s left".formatted(now.size(), all, clock(left)));
  }

  static String clock(Duration time) {
    return "%d:%02d".formatted(time.toMinutes(), time.toSecondsPart());
  }
}
