package dev.unmask.job;

import dev.unmask.problem.Problem;
import dev.unmask.train.Recipe;
import dev.unmask.train.StepReport;
import dev.unmask.train.Training;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The steps of a training, one after the other, with checkpoints, until the recipe is done or
/// somebody asks to stop.
///
/// @param training what is run
/// @param examiner of checkpoints, where the recipe asks for examinations
/// @param listeners are told of every step, on the thread that runs
public record TrainingRun(
    Training training, Optional<Examiner> examiner, List<Listener> listeners) {
  /// Hears what happens.
  public interface Listener {
    /// A step was made.
    void stepped(StepReport report);

    /// A checkpoint was written.
    void saved(long step, Path checkpoint);

    /// A checkpoint was examined.
    void examined(Examination examination);
  }

  /// How a run ended.
  ///
  /// @param steps made in all
  /// @param finished whether all steps of the recipe were made, and the model written
  /// @param checkpoint the newest, if one was written
  public record End(long steps, boolean finished, Optional<Path> checkpoint) {}

  public TrainingRun {
    listeners = List.copyOf(listeners);
  }

  /// Runs.
  ///
  /// @param cancel is asked between steps; on stopping a last checkpoint is written
  /// @throws Problem TRAINING if it diverges, WRITE if a checkpoint cannot be written; checkpoints
  ///     that were written stay
  public End run(java.util.function.BooleanSupplier cancel) {
    Recipe recipe = training.recipe();
    Optional<Path> checkpoint = Optional.empty();
    long saved = training.trainer().steps();
    while (!training.trainer().finished() && !cancel.getAsBoolean()) {
      StepReport report = training.trainer().step();
      listeners.forEach(l -> l.stepped(report));
      boolean last = training.trainer().finished();
      boolean examines =
          examiner.isPresent()
              && recipe.evaluateEvery() > 0
              && (report.step() % recipe.evaluateEvery() == 0 || last);
      if (report.step() % recipe.saveEvery() == 0 || last || examines) {
        checkpoint = Optional.of(save());
        saved = report.step();
      }
      if (examines) {
        Examination found = examiner.orElseThrow().of(training, checkpoint.orElseThrow());
        listeners.forEach(l -> l.examined(found));
      }
    }
    if (training.trainer().steps() > saved) {
      checkpoint = Optional.of(save());
    }
    boolean finished = training.trainer().finished();
    if (finished) {
      training.finish();
    }
    return new End(training.trainer().steps(), finished, checkpoint);
  }

  private Path save() {
    Path checkpoint = training.save();
    long step = training.trainer().steps();
    listeners.forEach(l -> l.saved(step, checkpoint));
    return checkpoint;
  }
}
