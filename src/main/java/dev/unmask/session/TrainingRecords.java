package dev.unmask.session;

import dev.unmask.job.Examiner;
import dev.unmask.job.RunEnd;
import dev.unmask.job.TrainingRun;
import dev.unmask.problem.Problem;
import dev.unmask.train.Training;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Whatever is written of a training while it goes on: metrics, examinations and events in its
/// folder, and its rows in a session.
public final class TrainingRecords implements AutoCloseable {
  private final Optional<TrainingRecorder> recorder;
  private final TrainingCsv metrics;
  private final TensorBoardEvents events;
  private final ExaminationFile examinations;

  private TrainingRecords(
      Optional<TrainingRecorder> recorder,
      TrainingCsv metrics,
      TensorBoardEvents events,
      ExaminationFile examinations) {
    this.recorder = recorder;
    this.metrics = metrics;
    this.events = events;
    this.examinations = examinations;
  }

  /// Opens all of them.
  ///
  /// @param session to keep it in, if any
  /// @param folder of the training
  /// @param program version of Unmask
  /// @throws Problem WRITE if one cannot be written
  public static TrainingRecords open(
      Optional<Session> session, Training training, Path folder, String program) {
    long before = training.trainer().steps();
    Optional<TrainingRecorder> recorder =
        session.map(s -> new StoredTrainings(s).record(training.recipe(), folder, program, before));
    ExaminationFile examinations = ExaminationFile.open(folder, before);
    return new TrainingRecords(
        recorder,
        TrainingCsv.open(folder.resolve(TrainingMetrics.FILE), before),
        TensorBoardEvents.in(folder.resolve("events")),
        examinations);
  }

  /// Runs the training.
  ///
  /// @param examiner of checkpoints, where the recipe asks for examinations
  /// @param watching hears of the steps too
  /// @param cancel is asked between steps
  /// @throws Problem as [TrainingRun#run]; the session then says so
  public TrainingRun.End run(
      Training training,
      Optional<Examiner> examiner,
      TrainingRun.Listener watching,
      BooleanSupplier cancel) {
    List<TrainingRun.Listener> all = new ArrayList<>(List.of(metrics, events, examinations));
    recorder.ifPresent(all::add);
    all.add(watching);
    try {
      TrainingRun.End end = new TrainingRun(training, examiner, all).run(cancel);
      recorder.ifPresent(r -> r.ended(end.finished() ? RunEnd.finished() : RunEnd.cancelled()));
      return end;
    } catch (RuntimeException | Error thrown) {
      recorder.ifPresent(r -> failed(r, thrown));
      throw thrown;
    }
  }

  private static void failed(TrainingRecorder recorder, Throwable thrown) {
    try {
      recorder.ended(RunEnd.failed(thrown));
    } catch (Problem again) {
      thrown.addSuppressed(again);
    }
  }

  @Override
  public void close() {
    metrics.close();
    events.close();
  }
}
