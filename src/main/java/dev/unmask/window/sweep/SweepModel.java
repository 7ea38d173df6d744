package dev.unmask.window.sweep;

import dev.unmask.job.LoadedModel;
import dev.unmask.job.ModelCard;
import dev.unmask.job.RunEnd;
import dev.unmask.job.sweep.PairTest;
import dev.unmask.job.sweep.Point;
import dev.unmask.job.sweep.PointScore;
import dev.unmask.job.sweep.SharedModel;
import dev.unmask.job.sweep.Sweep;
import dev.unmask.job.sweep.SweepListener;
import dev.unmask.job.sweep.SweepRow;
import dev.unmask.job.sweep.SweepSpec;
import dev.unmask.problem.Problem;
import dev.unmask.session.Session;
import dev.unmask.session.StoredSweeps;
import dev.unmask.session.export.SweepExport;
import dev.unmask.task.file.Item;
import dev.unmask.window.workbench.Notices;
import dev.unmask.window.workbench.Setup;
import dev.unmask.window.workbench.Threads;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// What the sweep view shows and can do. Sweeps run on the worker of the device and lie in the
/// session; the view hears of each batch, the newest state only.
public final class SweepModel {
  private static final int BATCH = 32;
  private static final int NONE = -1;

  private final Setup setup;
  private final Threads threads;
  private final Notices notices;
  private final ObservableValue<@Nullable LoadedModel> model;
  private final ObservableValue<@Nullable Session> session;
  private final SweepForm form = new SweepForm();
  private final ReadOnlyStringWrapper extent = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper possible = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper progress = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper comparison = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<@Nullable SweepExport> shown = new ReadOnlyObjectWrapper<>();
  private final ObservableList<StoredSweeps.Summary> stored = FXCollections.observableArrayList();
  private final IntegerProperty point = new SimpleIntegerProperty(NONE);
  private final IntegerProperty other = new SimpleIntegerProperty(NONE);
  private AtomicBoolean stop = new AtomicBoolean();

  /// @param model the model that is open
  /// @param session the session that is open
  public SweepModel(
      Setup setup,
      Threads threads,
      Notices notices,
      ObservableValue<@Nullable LoadedModel> model,
      ObservableValue<@Nullable Session> session) {
    this.setup = setup;
    this.threads = threads;
    this.notices = notices;
    this.model = model;
    this.session = session;
    form.all().forEach(p -> p.addListener((o, was, is) -> describe()));
    model.addListener((o, was, is) -> describe());
    session.addListener((o, was, is) -> refresh());
    point.addListener((o, was, is) -> compare());
    other.addListener((o, was, is) -> compare());
    describe();
    refresh();
  }

  /// The grid as typed.
  public SweepForm form() {
    return form;
  }

  /// How many runs the grid means, and how long they may take; or what is wrong with it.
  public ReadOnlyStringProperty extent() {
    return extent.getReadOnlyProperty();
  }

  /// Whether the grid can be run.
  public ReadOnlyBooleanProperty possible() {
    return possible.getReadOnlyProperty();
  }

  public ReadOnlyBooleanProperty running() {
    return running.getReadOnlyProperty();
  }

  /// How far the sweep is; empty while none runs.
  public ReadOnlyStringProperty progress() {
    return progress.getReadOnlyProperty();
  }

  /// The sweep that is shown; null if there is none.
  public ReadOnlyObjectProperty<@Nullable SweepExport> shown() {
    return shown.getReadOnlyProperty();
  }

  /// The sweeps of the session, oldest first.
  public ObservableList<StoredSweeps.Summary> stored() {
    return stored;
  }

  /// The point whose items are listed; -1 for none.
  public IntegerProperty point() {
    return point;
  }

  /// The point that it is compared with; -1 for none.
  public IntegerProperty other() {
    return other;
  }

  /// Both points compared item by item, in words; empty without two.
  public ReadOnlyStringProperty comparison() {
    return comparison.getReadOnlyProperty();
  }

  private void describe() {
    LoadedModel open = model.getValue();
    if (open == null) {
      extent.set("Open a model first.");
      possible.set(false);
      return;
    }
    try {
      SweepSpec spec = form.spec(open.card().path());
      long runs = (long) spec.points().size() * spec.task().items() * spec.seeds();
      extent.set(
          "%,d points × %,d items%s = %,d runs%s"
              .formatted(
                  spec.points().size(),
                  spec.task().items(),
                  spec.seeds() == 1 ? "" : " × %d seeds".formatted(spec.seeds()),
                  runs,
                  estimate(spec)));
      possible.set(true);
    } catch (Problem p) {
      extent.set(p.sentence());
      possible.set(false);
    }
  }

  /// From what an evaluation took in the sweep that is shown, if it was of the same model.
  private String estimate(SweepSpec spec) {
    SweepExport before = shown.get();
    if (before == null || before.rows().isEmpty() || !sameModel(before, spec)) {
      return "; the time is known after the first batch.";
    }
    long nanos = 0;
    long evaluations = 0;
    for (SweepRow row : before.rows()) {
      nanos += row.nanos();
      evaluations += row.evaluations();
    }
    double steps = 0;
    for (Point p : spec.points()) {
      steps += Double.parseDouble(p.knobs().getOrDefault("steps", "32"));
    }
    double all = steps * spec.task().items() * spec.seeds() * nanos / Math.max(1, evaluations);
    return ", about " + clock(Duration.ofNanos((long) all)) + ".";
  }

  private static boolean sameModel(SweepExport before, SweepSpec spec) {
    return before.spec().models().getFirst().equals(spec.models().getFirst());
  }

  private static String clock(Duration time) {
    return "%d:%02d".formatted(time.toMinutes(), time.toSecondsPart());
  }

  /// Reads the list of sweeps again, and shows the newest if none is shown.
  private void refresh() {
    Session open = session.getValue();
    if (open == null) {
      stored.clear();
      shown.set(null);
      return;
    }
    threads.ask(
        () -> new StoredSweeps(open).all(),
        all -> {
          stored.setAll(all);
          if (all.isEmpty()) {
            shown.set(null);
          } else if (!running.get()) {
            show(all.getLast());
          }
        },
        notices::trouble);
  }

  /// Shows a sweep of the session. Needs no model.
  public void show(StoredSweeps.Summary summary) {
    Session open = session.getValue();
    if (open != null) {
      threads.ask(
          () -> SweepExport.of(new StoredSweeps(open), summary.sweep()),
          this::take,
          notices::trouble);
    }
  }

  private void take(SweepExport export) {
    SweepExport before = shown.get();
    boolean another = before == null || before.summary().sweep() != export.summary().sweep();
    shown.set(export);
    if (another) {
      other.set(NONE);
      point.set(NONE);
    }
    compare();
    describe();
  }

  private void compare() {
    SweepExport now = shown.get();
    if (now == null || point.get() < 0 || other.get() < 0 || point.get() == other.get()) {
      comparison.set("");
      return;
    }
    List<Point> points = now.spec().points();
    try {
      comparison.set(
          PairTest.of(now.rows(), other.get(), point.get())
              .words(
                  now.spec().label(points.get(other.get())),
                  now.spec().label(points.get(point.get()))));
    } catch (Problem p) {
      comparison.set(p.sentence());
    }
  }

  /// Runs the grid, or goes on with it if the session holds a part of it.
  public void run() {
    LoadedModel open = model.getValue();
    Session into = session.getValue();
    if (open == null || into == null || running.get()) {
      return;
    }
    if (into.readOnly()) {
      notices.tell(
          "This session is open for reading only.",
          "Save it under another name, or begin a new one.");
      return;
    }
    SweepSpec spec = form.spec(open.card().path());
    AtomicBoolean halt = new AtomicBoolean();
    stop = halt;
    running.set(true);
    progress.set("Waiting for the device…");
    threads.tell(
        setup.worker().call(() -> sweep(spec, open, into, halt)),
        number -> {
          running.set(false);
          progress.set("");
          refresh();
        },
        thrown -> {
          running.set(false);
          progress.set("");
          notices.trouble(thrown);
          refresh();
        });
  }

  /// Stops after the present evaluation; what is done is kept.
  public void cancel() {
    stop.set(true);
  }

  private long sweep(SweepSpec spec, LoadedModel open, Session into, AtomicBoolean halt) {
    StoredSweeps sweeps = new StoredSweeps(into);
    long number = sweeps.begin(spec, setup.version());
    Set<SweepRow.Key> done = sweeps.done(number);
    RunEnd.Outcome outcome = RunEnd.Outcome.FAILED;
    try {
      new Sweep(
              spec,
              new SharedModel(setup.models(), open),
              path -> path.isEmpty() ? setup.defaultModel() : Path.of(path),
              Sweep.Extent.whole(BATCH))
          .run(done, new Told(sweeps, number, spec, done.size()), halt::get);
      outcome = halt.get() ? RunEnd.Outcome.CANCELLED : RunEnd.Outcome.FINISHED;
    } finally {
      sweeps.end(number, outcome);
    }
    return number;
  }

  /// Keeps what it hears, and shows the newest state.
  private final class Told implements SweepListener {
    private final StoredSweeps sweeps;
    private final long number;
    private final SweepSpec spec;
    private final SweepListener keeper;
    private final List<SweepRow> rows;
    private final int before;
    private final long began = System.nanoTime();
    private final AtomicBoolean waiting = new AtomicBoolean();
    private List<ModelCard> cards = List.of();
    private List<StoredSweeps.StoredItem> items = List.of();

    Told(StoredSweeps sweeps, long number, SweepSpec spec, int before) {
      this.sweeps = sweeps;
      this.number = number;
      this.spec = spec;
      this.keeper = sweeps.record(number);
      this.rows = new ArrayList<>(sweeps.rows(number));
      this.before = before;
    }

    @Override
    public void opened(int index, ModelCard card) {
      keeper.opened(index, card);
      cards = sweeps.cards(number);
    }

    @Override
    public void items(List<Item> all) {
      keeper.items(all);
      items = sweeps.items(number);
    }

    @Override
    public void rows(List<SweepRow> fresh) {
      keeper.rows(fresh);
      synchronized (rows) {
        rows.addAll(fresh);
      }
      if (!waiting.getAndSet(true)) {
        threads.ui().execute(this::tell);
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
      if (running.get()) {
        progress.set("%,d of %,d runs, %s left".formatted(now.size(), all, clock(left)));
      }
      take(new SweepExport(sweeps.one(number), cards, items, now));
    }
  }

  /// What the points of the sweep that is shown came to.
  public List<PointScore> scores() {
    SweepExport now = shown.get();
    return now == null ? List.of() : now.scores();
  }
}
