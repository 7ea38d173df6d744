package dev.unmask.window.train;

import dev.unmask.job.Examination;
import dev.unmask.job.Examiner;
import dev.unmask.job.TrainingRun;
import dev.unmask.session.ExaminationFile;
import dev.unmask.session.Session;
import dev.unmask.session.TrainingMetrics;
import dev.unmask.session.TrainingRecords;
import dev.unmask.train.Recipe;
import dev.unmask.train.StepReport;
import dev.unmask.train.Training;
import dev.unmask.train.TrainingFolder;
import dev.unmask.window.workbench.Setup;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// One sitting of a training: from the start or the newest checkpoint until the recipe is done or
/// the user stops it.
///
/// @param target folder of the training
/// @param course gathers what is drawn
/// @param stop is asked between steps
/// @param into the session that keeps it; null where that cannot be written
/// @param done lets the session go
record Sitting(
    Setup setup,
    Recipe recipe,
    Path target,
    String device,
    Course course,
    AtomicBoolean stop,
    @Nullable Session into,
    Runnable done)
    implements TrainingRun.Listener {
  /// Hears that the model is ready.
  interface Opened {
    /// @param steps that earlier sittings made
    /// @param resumed how they are taken up
    void with(long steps, Training.Resumed resumed);
  }

  /// Trains, on the thread that calls.
  TrainingRun.End run(Opened opened) {
    try {
      Path model = setup.training().starts().find(recipe.start().model());
      try (Training training = setup.training().trainings().open(recipe, model, target, device)) {
        long steps = training.trainer().steps();
        recall(course, target, steps);
        try (TrainingRecords records =
            TrainingRecords.open(Optional.ofNullable(into), training, target, setup.version())) {
          opened.with(steps, training.resumed());
          course.begin(System.nanoTime());
          return records.run(training, examiner(), this, stop::get);
        }
      }
    } finally {
      done.run();
    }
  }

  private Optional<Examiner> examiner() {
    return recipe.evaluateEvery() > 0
        ? Optional.of(new Examiner(setup.training().models(), recipe, recipe.evaluateItems()))
        : Optional.empty();
  }

  /// What lies in a folder, as far as it is of a checkpoint or before it.
  static Course found(Recipe recipe, Path folder) {
    Course course = new Course(recipe.rate().steps());
    recall(course, folder, new TrainingFolder(folder).step());
    return course;
  }

  private static void recall(Course course, Path folder, long steps) {
    new TrainingMetrics(folder)
        .each(
            r -> {
              if (r.step() <= steps) {
                course.recall(r);
              }
            });
    new ExaminationFile(folder)
        .read().stream().filter(e -> e.step() <= steps).forEach(course::recall);
    course.stand(steps, steps);
  }

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
