package dev.unmask.window.workbench;

import dev.unmask.job.LoadedModel;
import dev.unmask.job.MachineMemory;
import dev.unmask.job.Progress;
import dev.unmask.session.Session;
import java.util.Locale;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// The texts of the status bar.
public final class StatusLine {
  private final Setup setup;
  private final ModelSlot models;
  private final SessionSlot sessions;
  private final Runner runner;
  private final ReadOnlyStringWrapper memory = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper speed = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper evaluations = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper step = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper saved = new ReadOnlyStringWrapper("");

  StatusLine(Setup setup, ModelSlot models, SessionSlot sessions, Runner runner) {
    this.setup = setup;
    this.models = models;
    this.sessions = sessions;
    this.runner = runner;
    runner.progress().addListener((o, was, is) -> progress(is));
    runner.running().addListener((o, was, is) -> saving());
    sessions.name().addListener((o, was, is) -> saving());
    sample();
    saving();
  }

  /// The device and its threads.
  public String device() {
    return setup.device();
  }

  /// Memory in use on the machine and in all.
  public ReadOnlyStringProperty memory() {
    return memory.getReadOnlyProperty();
  }

  /// Tokens written per second.
  public ReadOnlyStringProperty speed() {
    return speed.getReadOnlyProperty();
  }

  /// Network evaluations of the run so far.
  public ReadOnlyStringProperty evaluations() {
    return evaluations.getReadOnlyProperty();
  }

  /// How far the run is, and the time left.
  public ReadOnlyStringProperty step() {
    return step.getReadOnlyProperty();
  }

  /// Whether everything is in a file.
  public ReadOnlyStringProperty saved() {
    return saved.getReadOnlyProperty();
  }

  /// Measures memory; to be called about once a second.
  public void sample() {
    MachineMemory now = MachineMemory.now();
    memory.set(Sizes.gigabytes(now.used()) + " of " + Sizes.gigabytes(now.total()) + " GB in use");
  }

  private void progress(@Nullable Progress now) {
    if (now == null || now.step() == 0) {
      speed.set("");
      evaluations.set("");
      step.set(runner.running().get() ? "starting\u2026" : "");
      return;
    }
    speed.set(String.format(Locale.ROOT, "%.0f tokens/s", now.tokensPerSecond()));
    evaluations.set(now.evaluations() + (now.evaluations() == 1 ? " evaluation" : " evaluations"));
    step.set(
        runner.running().get()
            ? "step %d of %s%d \u00b7 %s left"
                .formatted(
                    now.step(),
                    runner.adaptive() ? "at most " : "",
                    now.steps(),
                    Sizes.time(now.left()))
            : runner.finished()
                ? "%d steps in %s".formatted(now.step(), Sizes.seconds(now.elapsed()))
                : "%d of %d steps in %s"
                    .formatted(now.step(), now.steps(), Sizes.seconds(now.elapsed())));
  }

  private void saving() {
    Session session = sessions.current().get();
    progress(runner.progress().get());
    if (session == null) {
      saved.set("");
    } else if (session.readOnly()) {
      saved.set("read only");
    } else if (runner.running().get()) {
      saved.set("recording\u2026");
    } else {
      saved.set(sessions.named() ? "saved \u2713" : "autosaved \u2713");
    }
  }

  /// The open model in one line, or what is being done about it.
  public String model() {
    LoadedModel model = models.current().get();
    return model == null ? "no model" : String.join(" \u00b7 ", ModelSlot.line(model.card()));
  }
}
