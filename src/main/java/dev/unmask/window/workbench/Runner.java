package dev.unmask.window.workbench;

import dev.unmask.diffusion.Frame;
import dev.unmask.job.Combination;
import dev.unmask.job.DenoiseParameters;
import dev.unmask.job.DenoiseSpec;
import dev.unmask.job.Job;
import dev.unmask.job.LoadedModel;
import dev.unmask.job.Progress;
import dev.unmask.job.RunEnd;
import dev.unmask.job.RunHeader;
import dev.unmask.job.RunListener;
import dev.unmask.job.Values;
import dev.unmask.job.Worker;
import dev.unmask.problem.Problem;
import dev.unmask.session.Session;
import dev.unmask.window.form.DraftModel;
import dev.unmask.window.form.FormModel;
import java.nio.file.Path;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// Runs the draft, one run at a time, and says why it cannot.
public final class Runner {
  private final Worker worker;
  private final Threads threads;
  private final Notices notices;
  private final ModelSlot models;
  private final SessionSlot sessions;
  private final FormModel form;
  private final DraftModel draft;
  private final Viewing viewing;
  private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
  private final ReadOnlyObjectWrapper<@Nullable Progress> progress = new ReadOnlyObjectWrapper<>();
  private final StringBinding obstacle;
  private RunEnd.@Nullable Outcome outcome;
  private @Nullable Job job;

  Runner(
      Worker worker,
      Threads threads,
      Notices notices,
      ModelSlot models,
      SessionSlot sessions,
      FormModel form,
      DraftModel draft,
      Viewing viewing) {
    this.worker = worker;
    this.threads = threads;
    this.notices = notices;
    this.models = models;
    this.sessions = sessions;
    this.form = form;
    this.draft = draft;
    this.viewing = viewing;
    obstacle =
        Bindings.createStringBinding(
            this::why,
            models.current(),
            models.opening(),
            sessions.current(),
            form.complaint(),
            form.obstacle(),
            form.values(),
            draft.complaint(),
            draft.canvas());
  }

  private String why() {
    Session session = sessions.current().get();
    if (!models.opening().get().isEmpty()) {
      return "Opening " + models.opening().get() + "\u2026";
    }
    if (models.current().get() == null) {
      return "No model is open. Open one to run; runs of a session play without it.";
    }
    if (session == null) {
      return "Opening the session\u2026";
    }
    if (session.readOnly()) {
      return "This session is read only. Begin a new one to run.";
    }
    if (!form.complaint().get().isEmpty()) {
      return form.complaint().get();
    }
    if (!form.obstacle().get().isEmpty()) {
      return form.obstacle().get();
    }
    String misfit = misfit(form.values().get());
    if (!misfit.isEmpty()) {
      return misfit;
    }
    if (!draft.complaint().get().isEmpty()) {
      return draft.complaint().get();
    }
    return draft.canvas().get() == null ? "Reading the prompt\u2026" : "";
  }

  /// Why the open model cannot be written with by these values, in words; empty if it can.
  public String misfit(Values values) {
    LoadedModel model = models.current().get();
    return model == null ? "" : Combination.misfit(model.denoiser(), values).orElse("");
  }

  /// Whether the present or last run decides by itself how many steps it takes.
  boolean adaptive() {
    Job now = job;
    return now != null
        && DenoiseParameters.idle(DenoiseParameters.STEPS, now.spec().settings()).isPresent();
  }

  /// Whether the last run came to its end, however many steps it took.
  boolean finished() {
    return outcome == RunEnd.Outcome.FINISHED;
  }

  /// Why nothing can be run now, in words; empty if it can.
  public StringBinding obstacle() {
    return obstacle;
  }

  /// Whether a run is under way.
  public ReadOnlyBooleanProperty running() {
    return running.getReadOnlyProperty();
  }

  /// How far the present or last run is; null before the first.
  public ReadOnlyObjectProperty<@Nullable Progress> progress() {
    return progress.getReadOnlyProperty();
  }

  /// Runs the draft, with the model opened anew first if precision or device were changed.
  public void run() {
    if (!running.get() && obstacle.get().isEmpty()) {
      draft.whenMade(this::begin);
    }
  }

  private void begin() {
    DenoiseSpec spec = draft.spec();
    LoadedModel model = models.current().get();
    if (running.get() || spec == null || model == null || !obstacle.get().isEmpty()) {
      return;
    }
    running.set(true);
    Values settings = form.values().get();
    if (models.fits(settings)) {
      submit(spec);
    } else {
      models.open(
          Path.of(model.card().path()), settings, () -> submit(spec), () -> running.set(false));
    }
  }

  private void submit(DenoiseSpec spec) {
    LoadedModel model = models.current().get();
    Session session = sessions.current().get();
    if (model == null || session == null) {
      running.set(false);
      return;
    }
    outcome = null;
    Job submitted = worker.submit(model, spec, session.record(), new Live(session));
    job = submitted;
    progress.set(submitted.progress());
  }

  /// Asks the run to stop; what it has written is kept.
  public void cancel() {
    Job now = job;
    if (now != null) {
      now.cancel();
    }
  }

  /// Reads how far the run is: to be called once per pulse, however many steps were made.
  public void pulse() {
    Job now = job;
    if (now != null && running.get()) {
      progress.set(now.progress());
      viewing.grown();
    }
  }

  /// Cancels the run, if one is under way.
  ///
  /// @return waits for its end, so that all of it is recorded
  Runnable closing() {
    Job now = job;
    if (now == null || !running.get()) {
      return () -> {};
    }
    now.cancel();
    return now::await;
  }

  private void ended(@Nullable ShownRun which, RunEnd end) {
    outcome = end.outcome();
    Job now = job;
    if (now != null) {
      progress.set(now.progress());
    }
    running.set(false);
    if (which != null) {
      viewing.ended(which);
    }
    Problem problem = end.problem();
    if (problem != null) {
      notices.trouble(problem);
    }
    sessions.refresh(() -> {});
  }

  /// Watches a run on the worker's thread. Frames go to memory only; the screen looks when it can.
  private final class Live implements RunListener {
    private final Session session;
    private volatile @Nullable ShownRun shown;

    Live(Session session) {
      this.session = session;
    }

    @Override
    public void started(RunHeader header) {
      // The recorder comes first, so that the newest run of the session is this one.
      ShownRun run = ShownRun.of(session.runs().getLast().run(), header);
      shown = run;
      threads
          .ui()
          .execute(
              () -> {
                viewing.show(run, true, 0);
                sessions.refresh(() -> {});
              });
    }

    @Override
    public void frame(Frame frame) {
      ShownRun run = shown;
      if (run != null) {
        run.trace().append(frame);
      }
    }

    @Override
    public void ended(RunEnd end) {
      threads.ui().execute(() -> Runner.this.ended(shown, end));
    }
  }
}
