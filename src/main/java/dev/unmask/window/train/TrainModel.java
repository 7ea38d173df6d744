package dev.unmask.window.train;

import dev.unmask.job.Examination;
import dev.unmask.job.Examiner;
import dev.unmask.job.TrainingRun;
import dev.unmask.job.Worker;
import dev.unmask.session.TensorBoardEvents;
import dev.unmask.session.TrainingCsv;
import dev.unmask.session.TrainingMetrics;
import dev.unmask.train.Objective;
import dev.unmask.train.Recipe;
import dev.unmask.train.StepReport;
import dev.unmask.train.Training;
import dev.unmask.train.TrainingFolder;
import dev.unmask.window.form.LatestOnly;
import dev.unmask.window.workbench.Notices;
import dev.unmask.window.workbench.Setup;
import dev.unmask.window.workbench.Sizes;
import dev.unmask.window.workbench.Threads;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// The training page without its looks: one training at a time, on a thread of its own.
///
/// Steps are gathered in a [Course] on that thread; the screen looks when it can.
public final class TrainModel {
  /// How long the end of the window waits for the last step and its checkpoint.
  private static final int PATIENCE_MINUTES = 5;

  private final Setup setup;
  private final Threads threads;
  private final Notices notices;
  private final RecipeForm form;
  private final Worker worker;
  private final LatestOnly looking;
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.IDLE);
  private final ReadOnlyObjectWrapper<Standing> standing =
      new ReadOnlyObjectWrapper<>(Standing.NONE);
  private final ReadOnlyObjectWrapper<Curves> curves = new ReadOnlyObjectWrapper<>(Curves.NONE);
  private final ReadOnlyObjectWrapper<@Nullable Examination> examination =
      new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<@Nullable Recipe> shown = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<@Nullable Path> made = new ReadOnlyObjectWrapper<>();
  private final StringBinding obstacle;
  private final StringBinding sentence =
      Bindings.createStringBinding(this::said, state, standing, made);
  private final StringBinding brief = Bindings.createStringBinding(this::inShort, state, standing);
  private AtomicBoolean stop = new AtomicBoolean();
  private CompletableFuture<TrainingRun.End> end = new CompletableFuture<>();
  private Course course = new Course(1);
  private long taken = -1;
  private Path target = Path.of("");
  private long before;

  /// What is asked of the training thread.
  private record Request(
      Recipe recipe, Path target, String device, Course course, AtomicBoolean stop) {}

  public TrainModel(Setup setup, Threads threads, Notices notices) {
    this.setup = setup;
    this.threads = threads;
    this.notices = notices;
    worker = new Worker("training", setup.version());
    looking = new LatestOnly(threads.background(), threads.ui());
    form =
        new RecipeForm(
            setup.training().starts(),
            setup.training().folders(),
            threads,
            thrown -> threads.ui().execute(() -> notices.trouble(thrown)));
    obstacle =
        Bindings.createStringBinding(
            this::why, form.complaint(), form.recipe(), form.folder().text(), form.device().text());
    form.recipe().addListener((o, was, is) -> look());
    form.folder().text().addListener((o, was, is) -> look());
  }

  /// The recipe and its settings.
  public RecipeForm form() {
    return form;
  }

  /// Where the training is.
  public ReadOnlyObjectProperty<State> state() {
    return state.getReadOnlyProperty();
  }

  /// How far it is.
  ReadOnlyObjectProperty<Standing> standing() {
    return standing.getReadOnlyProperty();
  }

  /// Its curves.
  ReadOnlyObjectProperty<Curves> curves() {
    return curves.getReadOnlyProperty();
  }

  /// How good the model was when it was last examined; null where it was not.
  ReadOnlyObjectProperty<@Nullable Examination> examination() {
    return examination.getReadOnlyProperty();
  }

  /// The recipe of the training that is shown: while one is under way the form may not change it.
  ReadOnlyObjectProperty<@Nullable Recipe> shown() {
    return shown.getReadOnlyProperty();
  }

  /// The folder of a training that made all its steps, which is a model; null while there is none.
  public ReadOnlyObjectProperty<@Nullable Path> made() {
    return made.getReadOnlyProperty();
  }

  /// Why nothing can be trained now, in words; empty if it can.
  public StringBinding obstacle() {
    return obstacle;
  }

  private String why() {
    if (!form.complaint().get().isEmpty()) {
      return form.complaint().get();
    }
    if (form.recipe().get() == null) {
      return "Choose a recipe.";
    }
    if (form.path() == null) {
      return "The folder must be a whole path, from the root of a disk on.";
    }
    return form.device().complaint().get();
  }

  /// Puts the first recipe on the form, if none was chosen yet.
  public void begin() {
    if (form.chosen().get().isEmpty()) {
      form.choose(form.choices().getFirst());
    }
  }

  /// Shows what lies in the folder of the form.
  private void look() {
    Recipe recipe = form.recipe().get();
    Path folder = form.path();
    if (state.get().busy() || recipe == null || folder == null) {
      return;
    }
    looking.submit(() -> found(recipe, folder), found -> showFound(recipe, folder, found));
  }

  private Course found(Recipe recipe, Path folder) {
    Course found = new Course(recipe.rate().steps());
    List<StepReport> reports = List.of();
    try {
      reports = new TrainingMetrics(folder).read();
      found.earlier(reports, new TrainingFolder(folder).step());
    } catch (RuntimeException e) {
      threads.ui().execute(() -> notices.trouble(e));
    }
    return found;
  }

  private void showFound(Recipe recipe, Path folder, Course found) {
    if (state.get().busy()) {
      return;
    }
    Standing now = found.standing(System.nanoTime());
    state.set(State.IDLE);
    shown.set(recipe);
    target = folder;
    course = found;
    made.set(now.step() > 0 && now.step() >= now.total() ? folder : null);
    taken = -1;
    pulse();
  }

  /// Begins a training, or takes up the one in the folder.
  public void train() {
    Recipe recipe = form.recipe().get();
    Path folder = form.path();
    if (state.get().busy() || !obstacle.get().isEmpty() || recipe == null || folder == null) {
      return;
    }
    looking.forget();
    target = folder;
    shown.set(recipe);
    made.set(null);
    before = 0;
    course = new Course(recipe.rate().steps());
    stop = new AtomicBoolean();
    taken = -1;
    pulse();
    state.set(State.OPENING);
    Request request = new Request(recipe, folder, form.device().text().get().strip(), course, stop);
    end = worker.call(() -> perform(request));
    threads.tell(end, this::ended, this::failed);
  }

  private TrainingRun.End perform(Request r) {
    Path model = setup.training().starts().find(r.recipe().start().model());
    try (Training training =
        setup.training().trainings().open(r.recipe(), model, r.target(), r.device())) {
      long steps = training.trainer().steps();
      r.course().earlier(new TrainingMetrics(r.target()).read(), steps);
      try (TrainingCsv csv = TrainingCsv.open(r.target().resolve(TrainingMetrics.FILE), steps);
          TensorBoardEvents events = TensorBoardEvents.in(r.target().resolve("events"))) {
        threads.ui().execute(() -> opened(steps, training.otherThreads().orElse(0)));
        r.course().begin(System.nanoTime());
        return new TrainingRun(
                training, examiner(r.recipe()), List.of(csv, events, new Heard(r.course())))
            .run(r.stop()::get);
      }
    }
  }

  private Optional<Examiner> examiner(Recipe recipe) {
    return recipe.evaluateEvery() > 0
        ? Optional.of(new Examiner(setup.training().models(), recipe, recipe.evaluateItems()))
        : Optional.empty();
  }

  private void opened(long steps, int otherThreads) {
    before = steps;
    if (state.get() == State.OPENING) {
      state.set(State.TRAINING);
    }
    if (otherThreads > 0) {
      notices.tell(
          "The checkpoint was made with another number of threads, %d.".formatted(otherThreads),
          "The training goes on well; its weights will differ in the last bits.");
    }
  }

  private void ended(TrainingRun.End how) {
    pulse();
    state.set(how.finished() ? State.FINISHED : State.STOPPED);
    made.set(how.finished() ? target : null);
  }

  private void failed(Throwable thrown) {
    pulse();
    state.set(State.FAILED);
    notices.trouble(thrown);
  }

  /// Asks the training to stop: after its present step a checkpoint is written.
  public void stop() {
    if (state.get().busy()) {
      stop.set(true);
      state.set(State.STOPPING);
    }
  }

  /// Reads how far the training is: to be called at most once per pulse.
  public void pulse() {
    long version = course.version();
    if (version != taken) {
      taken = version;
      standing.set(course.standing(System.nanoTime()));
      curves.set(course.curves());
      examination.set(course.examination());
    }
  }

  /// Steps that were made.
  public long steps() {
    return standing.get().step();
  }

  /// The state in a sentence; empty where there is nothing to say.
  StringBinding sentence() {
    return sentence;
  }

  /// For the status bar: how far the training is; empty while none is under way.
  public StringBinding brief() {
    return brief;
  }

  private String inShort() {
    Standing now = standing.get();
    if (!state.get().busy()) {
      return "";
    }
    Duration left = now.left();
    return String.format(Locale.ROOT, "training: step %,d of %,d", now.step(), now.total())
        + (left == null ? "" : " \u00b7 " + Sizes.time(left) + " left");
  }

  private String said() {
    Standing now = standing.get();
    return switch (state.get()) {
      case IDLE ->
          now.step() == 0
              ? ""
              : made.get() != null
                  ? "All steps were made: the model is in this folder."
                  : String.format(Locale.ROOT, "Goes on after step %,d.", now.step());
      case OPENING -> "Opening the model\u2026";
      case TRAINING ->
          before == 0
              ? "Training from step 1."
              : String.format(Locale.ROOT, "Goes on after step %,d.", before);
      case STOPPING -> "Stops after this step, and keeps a checkpoint.";
      case STOPPED ->
          String.format(
              Locale.ROOT, "Stopped after step %,d. Train goes on from there.", now.step());
      case FINISHED -> "Finished: the model is in the folder.";
      case FAILED ->
          now.saved() == 0
              ? "Stopped by a problem; no checkpoint had been written."
              : String.format(
                  Locale.ROOT,
                  "Stopped by a problem; the checkpoint of step %,d is kept.",
                  now.saved());
    };
  }

  /// Whether the training makes a masked-diffusion model.
  public boolean masked() {
    Recipe recipe = shown.get();
    return recipe != null && recipe.objective() instanceof Objective.MaskedDiffusion;
  }

  /// Whether the training makes an autoregressive model, which the workbench cannot write with.
  boolean autoregressive() {
    Recipe recipe = shown.get();
    return recipe != null && recipe.objective() instanceof Objective.Autoregressive;
  }

  /// Puts the recipe on the form that makes a masked-diffusion model of the one that was trained.
  void adapt() {
    Path base = made.get();
    if (base != null) {
      form.adapt(base);
    }
  }

  /// Stops the training, if one is under way.
  ///
  /// @return waits for its last checkpoint; to be run off the JavaFX thread
  public Runnable closing() {
    boolean busy = state.get().busy();
    stop();
    CompletableFuture<TrainingRun.End> last = end;
    return () -> {
      try {
        if (busy) {
          last.get(PATIENCE_MINUTES, TimeUnit.MINUTES);
        }
      } catch (ExecutionException | TimeoutException e) {
        // A failure was told already; a step that never ends leaves the checkpoint before it.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        worker.close();
      }
    };
  }

  /// Hears of the steps on the training thread.
  private record Heard(Course course) implements TrainingRun.Listener {
    @Override
    public void stepped(StepReport report) {
      course.add(report);
    }

    @Override
    public void saved(long step, Path checkpoint) {
      course.saved(step);
    }

    @Override
    public void examined(Examination found) {
      course.examined(found);
    }
  }
}
