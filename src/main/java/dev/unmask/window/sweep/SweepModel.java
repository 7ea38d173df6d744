package dev.unmask.window.sweep;

import dev.unmask.job.LoadedModel;
import dev.unmask.job.RunEnd;
import dev.unmask.job.sweep.Point;
import dev.unmask.job.sweep.PointScore;
import dev.unmask.job.sweep.SameSweep;
import dev.unmask.job.sweep.SharedModel;
import dev.unmask.job.sweep.Sweep;
import dev.unmask.job.sweep.SweepRow;
import dev.unmask.job.sweep.SweepSpec;
import dev.unmask.problem.Problem;
import dev.unmask.session.Session;
import dev.unmask.session.StoredSweeps;
import dev.unmask.session.export.SweepExport;
import dev.unmask.window.workbench.Setup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// What the sweep view shows and can do. Sweeps run on the worker of the device and lie in the
/// session; the view hears of each batch, the newest state only.
public final class SweepModel {
  private static final int BATCH = 32;
  private static final int NONE = -1;

  /// Two ids and a role of every position; an id, two numbers and five alternatives of a masked
  /// one.
  private static final double POSITION_BYTES = 9 + 16 + 5 * 8;

  /// A token that was written left to right: five alternatives, and the row around them.
  private static final double TOKEN_BYTES = 200;

  private final Desk desk;
  private final SweepForm form = new SweepForm();
  private final ReadOnlyStringWrapper extent = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper possible = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper progress = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper comparison = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<@Nullable SweepExport> shown = new ReadOnlyObjectWrapper<>();
  private final ObservableList<StoredSweeps.Summary> stored = FXCollections.observableArrayList();
  private final IntegerProperty point = new SimpleIntegerProperty(NONE);
  private final IntegerProperty other = new SimpleIntegerProperty(NONE);

  /// Number of the sweep that is looked at, which may still be on its way from the session.
  private long looked = NONE;

  /// @param desk where sweeps are run; of its own
  public SweepModel(Desk desk) {
    this.desk = desk;
    form.all().forEach(p -> p.addListener((o, was, is) -> describe()));
    desk.model().addListener((o, was, is) -> describe());
    desk.session().addListener((o, was, is) -> begin());
    point.addListener((o, was, is) -> compare());
    other.addListener((o, was, is) -> compare());
    describe();
    begin();
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
    return desk.running();
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
    LoadedModel open = desk.model().getValue();
    if (open == null) {
      extent.set("Open a model first.");
      possible.set(false);
      return;
    }
    try {
      SweepSpec spec = form.spec(open.card().path());
      int watched = Math.min(form.watched(), spec.task().items());
      long runs = (long) spec.points().size() * spec.task().items() * spec.seeds();
      extent.set(
          "%,d points × %,d items%s = %,d runs%s"
                  .formatted(
                      spec.points().size(),
                      spec.task().items(),
                      spec.seeds() == 1 ? "" : " × %d seeds".formatted(spec.seeds()),
                      runs,
                      estimate(spec, open))
              + (watched == 0 ? "" : " " + keeps(spec, watched, open)));
      possible.set(true);
    } catch (Problem p) {
      extent.set(p.sentence());
      possible.set(false);
    }
  }

  /// How much the steps that are kept may take: a frame holds a canvas twice, and for each masked
  /// position what the model said of it.
  private static String keeps(SweepSpec spec, int watched, LoadedModel open) {
    if (spec.models().getFirst().integrates()) {
      return "The tokens of %,d items a point are kept, with every evaluation.".formatted(watched);
    }
    double frames = 0;
    double tokens = 0;
    int longest = open.card().length(open.card().maxLength());
    for (Point p : spec.points()) {
      if (!spec.models().get(p.model()).leftToRight()) {
        frames += steps(spec, p);
      } else {
        tokens += longest;
      }
    }
    double bytes = watched * (frames * longest * POSITION_BYTES + tokens * TOKEN_BYTES);
    return String.format(
        Locale.ROOT,
        "The steps of %,d items a point are kept: at most %,.1f MB.",
        watched,
        bytes / 1e6);
  }

  private static double steps(SweepSpec spec, Point point) {
    String said = point.knobs().getOrDefault("steps", spec.fixed().getOrDefault("steps", "32"));
    return Double.parseDouble(said);
  }

  /// From what an evaluation took in the sweep that is shown, if it was of the same model.
  private String estimate(SweepSpec spec, LoadedModel open) {
    SweepExport before = shown.get();
    boolean flow = spec.models().getFirst().integrates();
    if (before == null || before.rows().isEmpty() || flow || !sameModel(before, open)) {
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
      steps += steps(spec, p);
    }
    double all = steps * spec.task().items() * spec.seeds() * nanos / Math.max(1, evaluations);
    return ", about " + SweepProgress.clock(Duration.ofNanos((long) all)) + ".";
  }

  private static boolean sameModel(SweepExport before, LoadedModel open) {
    return !before.cards().isEmpty()
        && before.cards().getFirst().fingerprint().equals(open.card().fingerprint());
  }

  /// Another session: its newest sweep is shown, and stands on the form, unless the user has chosen
  /// one before the list was there.
  private void begin() {
    looked = NONE;
    shown.set(null);
    list(
        all -> {
          if (looked == NONE && !all.isEmpty()) {
            show(all.getLast());
            new StoredForm(all.getLast().spec()).fill(form);
          }
        });
  }

  /// Reads the list of sweeps again.
  private void list(Consumer<List<StoredSweeps.Summary>> then) {
    desk.list(
        open -> new StoredSweeps(open).all(),
        all -> {
          stored.setAll(all);
          then.accept(all);
        });
  }

  /// The sweep that ran has ended: whatever is shown is shown as it was left.
  private void ended() {
    progress.set("");
    list(all -> all.stream().filter(s -> s.sweep() == looked).forEach(this::show));
  }

  /// Shows a sweep of the session and puts it on the form. Needs no model.
  public void open(StoredSweeps.Summary summary) {
    show(summary);
    List<String> left = new StoredForm(summary.spec()).fill(form);
    if (!left.isEmpty()) {
      desk.notices()
          .tell(
              "The form has no field for some of sweep %d: %s."
                  .formatted(summary.sweep(), String.join("; ", left)),
              "Run it again with `unmask sweep`; its results are shown as they are.");
    }
  }

  private void show(StoredSweeps.Summary summary) {
    looked = summary.sweep();
    desk.read(open -> SweepExport.of(new StoredSweeps(open), summary.sweep()), this::take);
  }

  /// Shows what was read or heard of a sweep, unless the user looks at another by now.
  private void take(SweepExport export) {
    if (export.summary().sweep() != looked) {
      return;
    }
    SweepExport before = shown.get();
    shown.set(export);
    if (before == null || before.summary().sweep() != looked) {
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
    try {
      comparison.set(now.compared(other.get(), point.get()));
    } catch (Problem p) {
      comparison.set(p.sentence());
    }
  }

  /// Runs the grid, or goes on with it if the session holds a part of it.
  public void run() {
    LoadedModel open = desk.model().getValue();
    if (open == null || !possible.get()) {
      return;
    }
    SweepSpec spec = form.spec(open.card().path());
    int watched = form.watched();
    boolean begun =
        desk.begin((model, into, halted) -> sweep(spec, watched, model, into, halted), this::ended);
    if (begun) {
      progress.set("Waiting for the device…");
    }
  }

  /// Stops after the present evaluation; what is done is kept.
  public void cancel() {
    desk.cancel();
  }

  private void sweep(
      SweepSpec spec, int watched, LoadedModel open, Session into, BooleanSupplier halted) {
    Setup setup = desk.setup();
    StoredSweeps sweeps = new StoredSweeps(into);
    long number =
        sweeps.begin(new SameSweep(spec, path -> fingerprint(path, open)), setup.version());
    desk.threads().ui().execute(() -> begun(into, number));
    Set<SweepRow.Key> done = sweeps.done(number);
    RunEnd.Outcome outcome = RunEnd.Outcome.FAILED;
    try {
      new Sweep(
              spec, new SharedModel(setup.models(), open), this::folder, Sweep.Extent.whole(BATCH))
          .run(
              done,
              new SweepProgress(
                  into,
                  number,
                  spec,
                  watched,
                  desk.threads().ui(),
                  (s, words) -> told(into, s, words),
                  words -> desk.notices().tell(words, "")),
              halted);
      outcome = halted.getAsBoolean() ? RunEnd.Outcome.CANCELLED : RunEnd.Outcome.FINISHED;
    } finally {
      sweeps.end(number, outcome);
    }
  }

  private Path folder(String path) {
    return path.isEmpty() ? desk.setup().defaultModel() : Path.of(path);
  }

  private String fingerprint(String path, LoadedModel open) {
    return path.equals(open.card().path())
        ? open.card().fingerprint()
        : desk.setup().models().fingerprint(folder(path));
  }

  /// A sweep has begun or goes on: what there is of it is shown.
  private void begun(Session into, long number) {
    if (into.equals(desk.session().getValue())) {
      list(all -> all.stream().filter(s -> s.sweep() == number).forEach(this::show));
    }
  }

  /// News of a sweep; of one that goes on in a session which is not looked at any more, or while
  /// the user looks at another one, only how far it is.
  private void told(Session into, SweepExport now, String words) {
    if (running().get()) {
      progress.set(words);
    }
    if (into.equals(desk.session().getValue())) {
      take(now);
    }
  }

  /// The run in which every step of an item was kept, if they were.
  public OptionalLong kept(SweepRow row) {
    SweepExport now = shown.get();
    Long run = now == null ? null : now.kept().get(row.key());
    return run == null ? OptionalLong.empty() : OptionalLong.of(run);
  }

  /// What the points of the sweep that is shown came to.
  public List<PointScore> scores() {
    SweepExport now = shown.get();
    return now == null ? List.of() : now.scores();
  }
}
