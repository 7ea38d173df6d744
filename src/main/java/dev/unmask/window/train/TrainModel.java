package dev.unmask.window.train;

import dev.unmask.job.TrainingRun;
import dev.unmask.job.Worker;
import dev.unmask.session.Session;
import dev.unmask.session.StoredTrainings;
import dev.unmask.train.Objective;
import dev.unmask.train.Recipe;
import dev.unmask.train.Training;
import dev.unmask.window.form.LatestOnly;
import dev.unmask.window.workbench.Notices;
import dev.unmask.window.workbench.SessionSlot;
import dev.unmask.window.workbench.Setup;
import dev.unmask.window.workbench.Threads;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ObservableList;
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
  private final SessionSlot sessions;
  private final Shelf shelf;
  private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.IDLE);
  private final ReadOnlyObjectWrapper<Standing> standing =
      new ReadOnlyObjectWrapper<>(Standing.NONE);
  private final ReadOnlyObjectWrapper<Curves> curves = new ReadOnlyObjectWrapper<>(Curves.NONE);
  private final ReadOnlyObjectWrapper<StoredTrainings.@Nullable Summary> chosen =
      new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<@Nullable Recipe> shown = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<@Nullable Path> made = new ReadOnlyObjectWrapper<>();
  private final StringBinding obstacle;
  private final StringBinding sentence =
      Bindings.createStringBinding(() -> words().sentence(), state, standing, made, chosen);
  private final StringBinding brief =
      Bindings.createStringBinding(() -> words().brief(), state, standing);
  private AtomicBoolean stop = new AtomicBoolean();
  private CompletableFuture<TrainingRun.End> end = new CompletableFuture<>();
  private Course course = new Course(1);
  private long taken = -1;
  private Path target = Path.of("");
  private long before;

  /// @param sessions where trainings are kept
  public TrainModel(Setup setup, Threads threads, Notices notices, SessionSlot sessions) {
    this.setup = setup;
    this.sessions = sessions;
    shelf = new Shelf(sessions, threads, notices);
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
    form.recipe().addListener((o, was, is) -> chosenAnew(was == null));
    form.folder().text().addListener((o, was, is) -> look());
    sessions.current().addListener((o, was, is) -> shelf.refresh(this::showNewest));
    shelf.refresh(this::showNewest);
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

  /// The trainings of the session, oldest first.
  public ObservableList<StoredTrainings.Summary> stored() {
    return shelf.stored();
  }

  /// The training of the session that is shown; null if it is one that is under way, or what lies
  /// in the folder of the form.
  public ReadOnlyObjectProperty<StoredTrainings.@Nullable Summary> chosen() {
    return chosen.getReadOnlyProperty();
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

  private void showNewest() {
    if (state.get().busy()) {
      return;
    }
    if (!shelf.stored().isEmpty()) {
      show(shelf.stored().getLast());
    } else if (chosen.get() != null) {
      chosen.set(null);
      showCourse(new Course(1), State.IDLE);
      look();
    }
  }

  /// Shows a training of the session, unless one is under way. Needs neither model nor folder.
  public void show(StoredTrainings.Summary summary) {
    if (!state.get().busy()) {
      shelf.load(summary, this::showStored);
    }
  }

  private void showStored(Shelf.Found found) {
    if (state.get().busy()) {
      return;
    }
    looking.forget();
    shown.set(found.recipe());
    target = found.summary().folder();
    chosen.set(found.summary());
    made.set(found.complete() ? target : null);
    showCourse(found.course(), State.IDLE);
  }

  /// The first recipe on the form does not hide the training of a session that was opened.
  private void chosenAnew(boolean first) {
    if (!first || chosen.get() == null) {
      look();
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
    try {
      return Sitting.found(recipe, folder);
    } catch (RuntimeException e) {
      threads.ui().execute(() -> notices.trouble(e));
      return new Course(recipe.rate().steps());
    }
  }

  private void showFound(Recipe recipe, Path folder, Course found) {
    Standing now = found.standing(System.nanoTime());
    if (state.get().busy() || (now.step() == 0 && chosen.get() != null)) {
      return;
    }
    shown.set(recipe);
    target = folder;
    chosen.set(null);
    made.set(now.step() > 0 && now.step() >= now.total() ? folder : null);
    showCourse(found, State.IDLE);
  }

  private void showCourse(Course which, State how) {
    state.set(how);
    course = which;
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
    chosen.set(null);
    before = 0;
    stop = new AtomicBoolean();
    showCourse(new Course(recipe.rate().steps()), State.OPENING);
    Session into = keeping();
    Sitting sitting =
        new Sitting(
            setup,
            recipe,
            folder,
            form.device().text().get().strip(),
            course,
            stop,
            into,
            into == null ? () -> {} : sessions.hold(into));
    end =
        worker.call(
            () ->
                sitting.run((steps, others) -> threads.ui().execute(() -> opened(steps, others))));
    threads.tell(end, this::ended, this::failed);
  }

  /// The session that is open, if it can be written.
  private @Nullable Session keeping() {
    Session open = sessions.current().get();
    if (open != null && open.readOnly()) {
      notices.tell(
          "The session is open for reading only: this training is kept in its folder alone.",
          "Save the session under another name before the next one.");
      return null;
    }
    return open;
  }

  private void opened(long steps, Training.Resumed resumed) {
    before = steps;
    if (state.get() == State.OPENING) {
      state.set(State.TRAINING);
    }
    shelf.refresh(() -> {});
    ResumeNotices.tell(resumed, notices);
  }

  private void ended(TrainingRun.End how) {
    pulse();
    state.set(how.finished() ? State.FINISHED : State.STOPPED);
    made.set(how.finished() ? target : null);
    shelf.refresh(() -> {});
  }

  private void failed(Throwable thrown) {
    pulse();
    state.set(State.FAILED);
    notices.trouble(thrown);
    shelf.refresh(() -> {});
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

  private StateWords words() {
    return new StateWords(state.get(), standing.get(), before, made.get() != null, chosen.get());
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

  /// Whether the training of the session that is shown can be taken up here.
  boolean canTakeUp() {
    StoredTrainings.Summary stored = chosen.get();
    return stored != null && stored.here() && stored.saved() > 0 && made.get() == null;
  }

  /// Puts the training of the session that is shown on the form, recipe and folder.
  void takeUp() {
    StoredTrainings.Summary stored = chosen.get();
    if (stored != null) {
      String folder = stored.folder().toString();
      shelf.recipe(stored, file -> form.choose(file, () -> form.folder().text().set(folder)));
    }
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
}
