package dev.unmask.window.workbench;

import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.DenoiseSpec;
import dev.unmask.job.FlowRules;
import dev.unmask.job.sweep.LaidItem;
import dev.unmask.session.RunSummary;
import dev.unmask.session.Session;
import dev.unmask.session.state.UnsavedSessions;
import dev.unmask.text.Examples.Example;
import dev.unmask.window.canvas.CanvasModel;
import dev.unmask.window.canvas.Heat;
import dev.unmask.window.canvas.Span;
import dev.unmask.window.flow.FlowDesk;
import dev.unmask.window.form.DraftModel;
import dev.unmask.window.form.FormModel;
import dev.unmask.window.form.Knob;
import dev.unmask.window.settings.WindowMemory;
import dev.unmask.window.timeline.Playhead;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import org.jspecify.annotations.Nullable;

/// Everything that the window can do. Views show it and call it.
public final class Workbench {
  private static final String BUNDLED_FLOW = "wordmath-l2d";

  private final Setup setup;
  private final Threads threads;
  private final Notices notices = new Notices();
  private final FormModel form = new FormModel();
  private final Playhead head = new Playhead();
  private final CanvasModel canvas = new CanvasModel();
  private final DraftModel draft;
  private final ModelSlot models;
  private final SessionSlot sessions;
  private final Viewing viewing;
  private final Runner runner;
  private final StatusLine status;
  private final Constraining constraining;
  private final FlowDesk flows;
  private final Places places = new Places();
  private boolean runFirstExample;

  public Workbench(Setup setup, Threads threads) {
    this.setup = setup;
    this.threads = threads;
    draft = new DraftModel(form, threads.background(), threads.ui());
    models = new ModelSlot(setup.models(), setup.worker(), threads, notices);
    sessions = new SessionSlot(UnsavedSessions.of(setup.folders()), threads, notices);
    viewing = new Viewing(draft, head, canvas);
    runner = new Runner(setup.worker(), threads, notices, models, sessions, form, draft, viewing);
    constraining = new Constraining(form, draft, viewing, canvas, notices);
    status = new StatusLine(setup, models, sessions, runner);
    flows =
        new FlowDesk(
            new FlowDesk.Means(
                setup.models(),
                setup.worker(),
                setup.version(),
                setup.training().starts().bundled(BUNDLED_FLOW),
                sessions.current()::get,
                new FlowAsking(threads, notices),
                notices::trouble,
                threads.ui()));
    draft.model().bind(models.current());
    head.paced().bind(canvas.reduceMotion().not());
    models.examples().addListener((ListChangeListener<Example>) c -> offerExample());
    runner.obstacle().addListener((o, was, is) -> runIfFirst());
  }

  /// What writes with flow models.
  public FlowDesk flows() {
    return flows;
  }

  public Threads threads() {
    return threads;
  }

  public Notices notices() {
    return notices;
  }

  public FormModel form() {
    return form;
  }

  public Playhead head() {
    return head;
  }

  public CanvasModel canvas() {
    return canvas;
  }

  public DraftModel draft() {
    return draft;
  }

  public ModelSlot models() {
    return models;
  }

  public SessionSlot sessions() {
    return sessions;
  }

  public Viewing viewing() {
    return viewing;
  }

  public Runner runner() {
    return runner;
  }

  public StatusLine status() {
    return status;
  }

  public Constraining constraining() {
    return constraining;
  }

  public Setup setup() {
    return setup;
  }

  /// Opens what was open last, or what was asked for.
  ///
  /// @param memory of the last window; empty at the very first start, which runs its example
  /// @param file a session or a model to open instead, if any
  public void start(Optional<WindowMemory> memory, Optional<Path> file) {
    WindowMemory before = memory.orElse(WindowMemory.FIRST);
    canvas.reduceMotion().set(before.reduceMotion());
    canvas.grid().set(before.grid());
    canvas.zoom().set(before.zoom());
    canvas.heat().set(Heat.named(before.heat()));
    boolean session = file.isPresent() && isSession(file.get());
    runFirstExample = memory.isEmpty() && !session;
    if (session) {
      openSession(file.get());
    } else if (before.session().isEmpty()) {
      sessions.begin(() -> {});
    } else {
      sessions.resume(Path.of(before.session()), this::restore);
    }
    Path wanted = before.model().isEmpty() ? setup.defaultModel() : Path.of(before.model());
    Optional<Path> asked = file.filter(f -> !isSession(f));
    // The canvas begins with its own model; a flow model that was asked for has a page of its own.
    Path model = asked.map(Workbench::folder).filter(f -> !FlowRules.isFlow(f)).orElse(wanted);
    asked.filter(f -> FlowRules.isFlow(folder(f))).ifPresent(this::open);
    boolean bundled = model.equals(setup.defaultModel());
    openModel(model, bundled ? () -> {} : () -> openModel(setup.defaultModel(), () -> {}));
  }

  private void openModel(Path folder, Runnable otherwise) {
    models.open(folder, form.values().get(), () -> form.recommend(models.recommended()), otherwise);
  }

  private static boolean isSession(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".unmask");
  }

  /// The model folder that a path means: weights stand for the folder they lie in.
  private static Path folder(Path path) {
    boolean weights = path.toString().toLowerCase(Locale.ROOT).endsWith(".safetensors");
    Path parent = path.toAbsolutePath().getParent();
    return weights && parent != null ? parent : path;
  }

  /// Opens a session file, or the model that a folder or a weights file means.
  public void open(Path path) {
    if (isSession(path)) {
      openSession(path);
    } else {
      Path model = folder(path);
      threads.ask(
          () -> FlowRules.isFlow(model),
          flow -> {
            if (flow) {
              flows.open(model);
            } else {
              openModel(model, () -> {});
            }
          },
          notices::trouble);
    }
  }

  private void openSession(Path file) {
    if (free("opened")) {
      keepPlace();
      sessions.open(file, this::restore);
    }
  }

  /// Begins a new session; the one before stays in its file.
  public void newSession() {
    if (free("begun")) {
      keepPlace();
      sessions.begin(viewing::showDraft);
    }
  }

  private boolean free(String what) {
    if (runner.running().get()) {
      notices.tell(
          "Another session can be " + what + " when the run has ended.",
          "Cancel the run (Ctrl+.) or wait for it.");
    }
    return !runner.running().get();
  }

  /// Looks at a run of the session.
  public void showRun(RunSummary summary, int step) {
    sessions.load(summary.run(), run -> viewing.show(run, false, step));
  }

  /// Looks at the item of a sweep of which every step was kept, from its beginning.
  public void showKept(long run) {
    if (!runner.running().get()) {
      sessions.load(run, shown -> viewing.show(shown, false, 0));
    }
  }

  /// Puts the prompt and the settings of a run on the form.
  public void takeFrom(ShownRun run) {
    DenoiseSpec spec = run.header().spec();
    draft.take(spec.texts(), spec.settings().whole(DenoiseParameters.MASKS));
    form.take(spec.settings());
  }

  /// Puts an item of a sweep on the form.
  public void takeItem(LaidItem item) {
    draft.take(item.texts(), item.settings().whole(DenoiseParameters.MASKS));
    form.take(item.settings());
  }

  /// Puts an example on the form.
  public void takeExample(Example example) {
    draft.prompt().set(example.question());
    viewing.showDraft();
  }

  private void offerExample() {
    if (draft.prompt().get().isBlank() && !models.examples().isEmpty()) {
      draft.prompt().set(models.examples().getFirst().question());
    }
  }

  /// The very first window does not wait for a click: its example runs as soon as it can.
  private void runIfFirst() {
    if (runFirstExample && runner.obstacle().get().isEmpty() && !draft.prompt().get().isBlank()) {
      runFirstExample = false;
      runner.run();
    }
  }

  /// Puts the marked positions of the draft under a mask, or takes the masks away.
  public void toggleMasks() {
    Span marked = canvas.marked();
    if (marked.empty()) {
      notices.tell("No token is selected.", "Click a token or drag over several, then press M.");
    } else if (viewing.run().get() != null) {
      notices.tell(
          "Masks are painted on the draft, and this is a run that was made.",
          "Choose the draft above the canvas first.");
    } else if (!draft.toggleMasks(marked.from(), marked.to())) {
      notices.tell(
          "These positions are masked because nothing was given there.",
          "Only tokens of the prompt can be masked and unmasked.");
    }
  }

  /// Writes down where the user is in the session that is open.
  private void keepPlace() {
    Session session = sessions.current().get();
    if (session != null && !session.readOnly()) {
      String state = places.write(here());
      threads.ask(
          () -> {
            session.putView(ViewState.NAME, state);
            return state;
          },
          done -> {},
          notices::trouble);
    }
  }

  private ViewState here() {
    ShownRun run = viewing.run().get();
    Map<String, String> settings = new LinkedHashMap<>();
    for (Knob<?> knob : form.knobs()) {
      if (knob.changed().get()) {
        settings.put(knob.parameter().name(), knob.text().get());
      }
    }
    return new ViewState(
        run == null ? 0 : run.number(),
        head.step().get(),
        canvas.position().get(),
        draft.prompt().get(),
        settings);
  }

  /// Goes where the user was in the session that has just been opened; to its last run if it does
  /// not say.
  private void restore() {
    Session session = sessions.current().get();
    if (session == null) {
      return;
    }
    threads.ask(
        () -> session.view(ViewState.NAME).flatMap(places::read),
        state -> go(state.orElse(null)),
        notices::trouble);
  }

  private void go(@Nullable ViewState state) {
    List<RunSummary> runs = sessions.runs();
    if (state != null) {
      if (!state.prompt().isBlank()) {
        draft.prompt().set(state.prompt());
      }
      form.restore(state.settings());
    }
    if (runs.isEmpty() || (state != null && state.run() == 0)) {
      viewing.showDraft();
      return;
    }
    RunSummary wanted =
        runs.stream()
            .filter(r -> state != null && r.run() == state.run())
            .findFirst()
            .orElse(runs.getLast());
    sessions.load(
        wanted.run(),
        run -> {
          viewing.show(run, false, state == null ? run.trace().available() : state.step());
          if (state == null) {
            takeFrom(run);
          } else {
            canvas.position().set(state.position());
          }
        });
  }

  /// What the next window should know.
  ///
  /// @param looks size, place and theme; the rest is filled in
  public WindowMemory remember(WindowMemory looks) {
    String model =
        Optional.ofNullable(models.current().get())
            .map(m -> Path.of(m.card().path()))
            .filter(p -> !p.equals(setup.defaultModel()))
            .map(p -> p.toAbsolutePath().toString())
            .orElse("");
    return new WindowMemory(
        WindowMemory.VERSION,
        looks.x(),
        looks.y(),
        looks.width(),
        looks.height(),
        looks.maximized(),
        looks.dividers(),
        looks.dark(),
        canvas.reduceMotion().get(),
        canvas.grid().get(),
        canvas.zoom().get(),
        canvas.heat().get().name(),
        model,
        sessions.runs().isEmpty()
            ? ""
            : sessions.file().map(f -> f.toAbsolutePath().toString()).orElse(""),
        looks.toured());
  }

  /// The end: cancels the run, keeps the place, closes session and model.
  ///
  /// @return what blocks for a moment, to be run off the JavaFX thread
  public Runnable closing() {
    String state = places.write(here());
    Runnable run = runner.closing();
    Runnable session = sessions.closing(state);
    Runnable model = models.closing();
    Runnable flow = flows.closing();
    return () -> {
      flow.run();
      run.run();
      session.run();
      model.run();
    };
  }
}
