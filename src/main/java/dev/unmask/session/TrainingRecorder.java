package dev.unmask.session;

import dev.unmask.job.Examination;
import dev.unmask.job.RunEnd;
import dev.unmask.job.TrainingRun;
import dev.unmask.problem.Problem;
import dev.unmask.train.Objective;
import dev.unmask.train.Recipe;
import dev.unmask.train.StepReport;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes one training into a session as it goes. Steps are gathered for a second, for a small
/// network makes hundreds of them in one; a checkpoint and an examination bring all into the file.
public final class TrainingRecorder implements TrainingRun.Listener {
  private static final long GATHERED_NANOS = 1_000_000_000L;
  private static final int GATHERED_STEPS = 512;

  private final Session session;
  private final long training;
  private final Recipe recipe;
  private final ExaminationJson json = new ExaminationJson();
  private final List<StepReport> waiting = new ArrayList<>();
  private long written = System.nanoTime();

  TrainingRecorder(Session session, long training, Recipe recipe) {
    this.session = session;
    this.training = training;
    this.recipe = recipe;
  }

  /// Its number in the session.
  public long training() {
    return training;
  }

  /// Takes over what lies in the folder of the training, as far as the session does not know it.
  void takeOver(Path folder, long before) {
    new TrainingMetrics(folder)
        .each(
            r -> {
              if (r.step() <= before) {
                gather(r);
              }
            });
    write();
    for (Examination e : new ExaminationFile(folder).read()) {
      if (e.step() <= before) {
        keep(e);
      }
    }
  }

  @Override
  public void stepped(StepReport report) {
    gather(report);
  }

  private void gather(StepReport report) {
    waiting.add(report);
    if (waiting.size() >= GATHERED_STEPS || System.nanoTime() - written > GATHERED_NANOS) {
      write();
    }
  }

  @Override
  public void saved(long step, Path checkpoint) {
    write();
    session.write(
        sql -> sql.change("UPDATE training SET saved = ? WHERE training = ?", step, training));
    session.order("PRAGMA wal_checkpoint(PASSIVE)");
  }

  @Override
  public void examined(Examination examination) {
    write();
    keep(examination);
  }

  private void keep(Examination examination) {
    String result = json.write(examination);
    session.write(
        sql ->
            sql.change(
                "INSERT OR IGNORE INTO examination (training, step, result) VALUES (?, ?, ?)",
                training,
                examination.step(),
                result));
  }

  /// Marks how the sitting ended.
  public void ended(RunEnd end) {
    write();
    Problem problem = end.problem();
    session.write(
        sql ->
            sql.change(
                """
                UPDATE training SET ended = ?, outcome = ?, problem_code = ?, problem = ?, remedy = ?
                WHERE training = ?\
                """,
                Instant.now().toString(),
                end.outcome().name(),
                problem == null ? null : problem.code().label(),
                problem == null ? null : problem.sentence(),
                problem == null ? null : problem.remedy(),
                training));
    session.order("PRAGMA wal_checkpoint(PASSIVE)");
  }

  private void write() {
    if (!waiting.isEmpty()) {
      session.write(
          sql -> {
            for (StepReport r : waiting) {
              insert(sql, r);
            }
            return waiting.size();
          });
      waiting.clear();
    }
    written = System.nanoTime();
  }

  private void insert(Statements sql, StepReport r) throws SQLException {
    sql.change(
        """
        INSERT OR IGNORE INTO training_step (training, step, loss, cross_entropy, norm, rate, ratio,
          tokens, targets, operations, seconds)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
        """,
        training,
        r.step(),
        r.loss(),
        r.crossEntropy(),
        r.norm(),
        r.rate(),
        ratio(r.step()),
        r.tokens(),
        r.targets(),
        r.operations(),
        r.seconds());
  }

  /// The share of later positions that attention sees in a step; null where nothing is annealed.
  private @Nullable Double ratio(long step) {
    return recipe.objective() instanceof Objective.MaskedDiffusion d
        ? (Double) d.annealing().ratio(step - 1)
        : null;
  }
}
