package dev.unmask.session;

import dev.unmask.job.Examination;
import dev.unmask.job.RunEnd;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.train.Recipe;
import dev.unmask.train.StepReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The trainings of a session: their recipes, the numbers of every step, and every examination with
/// its sample. Nothing of it needs the model or the folder of the training.
///
/// @param session that holds them
public record StoredTrainings(Session session) {
  /// The first version that knows trainings.
  private static final int FIRST = 5;

  /// One line of the list of trainings.
  ///
  /// @param training its number in the session
  /// @param name of its recipe
  /// @param folder where its checkpoints lie, or lay
  /// @param program version of Unmask that began it
  /// @param started when
  /// @param outcome how its last sitting ended; empty while it runs, or if its process was killed
  /// @param steps that are stored
  /// @param total steps of the recipe
  /// @param saved step of the newest checkpoint; 0 if there was none
  /// @param here whether the folder is there, on this computer
  public record Summary(
      long training,
      String name,
      Path folder,
      String program,
      Instant started,
      Optional<RunEnd.Outcome> outcome,
      long steps,
      long total,
      long saved,
      boolean here) {}

  /// The trainings, oldest first; none in a session that an older Unmask made and nobody changed.
  public List<Summary> all() {
    if (session.version() < FIRST) {
      return List.of();
    }
    return session.read(
        sql -> {
          List<Summary> all = new ArrayList<>();
          try (ResultSet rows =
              sql.rows(
                  """
                  SELECT training, name, folder, program, started, outcome,
                    (SELECT ifnull(max(step), 0) FROM training_step s
                      WHERE s.training = training.training),
                    json_extract(recipe, '$.steps'), saved
                  FROM training ORDER BY training\
                  """)) {
            while (rows.next()) {
              Path folder = Path.of(rows.getString(3));
              all.add(
                  new Summary(
                      rows.getLong(1),
                      rows.getString(2),
                      folder,
                      rows.getString(4),
                      Instant.parse(rows.getString(5)),
                      Optional.ofNullable(rows.getString(6)).map(RunEnd.Outcome::valueOf),
                      rows.getLong(7),
                      rows.getLong(8),
                      rows.getLong(9),
                      Files.isDirectory(folder)));
            }
          }
          return List.copyOf(all);
        });
  }

  /// What was trained.
  ///
  /// @throws Problem NOT_FOUND if there is no such training
  public Recipe recipe(long training) {
    return session.read(
        sql -> {
          try (ResultSet row =
              sql.rows("SELECT name, recipe FROM training WHERE training = ?", training)) {
            if (!row.next()) {
              throw new Problem(
                  Code.NOT_FOUND,
                  "There is no training %d in %s.".formatted(training, session.file()),
                  "Choose one that is there.");
            }
            return Recipe.read(row.getString(1), row.getString(2));
          }
        });
  }

  /// Tells the numbers of all steps, one after the other: a training of any length takes no memory.
  public void steps(long training, Consumer<StepReport> to) {
    session.read(
        sql -> {
          try (ResultSet rows =
              sql.rows(
                  """
                  SELECT step, loss, cross_entropy, norm, rate, tokens, targets, operations, seconds
                  FROM training_step WHERE training = ? ORDER BY step\
                  """,
                  training)) {
            while (rows.next()) {
              to.accept(report(rows));
            }
          }
          return training;
        });
  }

  private static StepReport report(ResultSet row) throws SQLException {
    return new StepReport(
        row.getLong(1),
        number(row, 2),
        number(row, 3),
        number(row, 4),
        number(row, 5),
        row.getLong(6),
        row.getLong(7),
        number(row, 8),
        number(row, 9));
  }

  /// What is no number is stored as NULL.
  private static double number(ResultSet row, int column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? Double.NaN : value;
  }

  /// Tells all examinations, one after the other.
  public void examinations(long training, Consumer<Examination> to) {
    ExaminationJson json = new ExaminationJson();
    session.read(
        sql -> {
          try (ResultSet rows =
              sql.rows(
                  "SELECT result FROM examination WHERE training = ? ORDER BY step", training)) {
            while (rows.next()) {
              to.accept(json.read(rows.getString(1)));
            }
          }
          return training;
        });
  }

  /// Begins to keep a training, or goes on with the one of the same folder if it is taken up there.
  /// What was stored after its newest checkpoint will be made anew and is dropped; what earlier
  /// sittings left in the folder and this session does not know is taken over.
  ///
  /// @param folder of the training
  /// @param before steps of the checkpoint that is taken up; 0 for a new training
  /// @return hears of the steps; to be ended
  public TrainingRecorder record(Recipe recipe, Path folder, String program, long before) {
    Path place = folder.toAbsolutePath().normalize();
    long number = session.write(sql -> begin(sql, recipe, place, program, before));
    TrainingRecorder recorder = new TrainingRecorder(session, number, recipe);
    if (before > 0) {
      recorder.takeOver(place, before);
    }
    return recorder;
  }

  private static long begin(Statements sql, Recipe recipe, Path folder, String program, long before)
      throws SQLException {
    int known =
        before == 0
            ? 0
            : sql.number("SELECT max(training) FROM training WHERE folder = ?", folder.toString());
    if (known == 0) {
      return sql.number(
          """
          INSERT INTO training (name, recipe, folder, program, started, saved)
          VALUES (?, ?, ?, ?, ?, ?) RETURNING training\
          """,
          recipe.name(),
          recipe.text(),
          folder.toString(),
          program,
          Instant.now().toString(),
          before);
    }
    sql.change("DELETE FROM training_step WHERE training = ? AND step > ?", known, before);
    sql.change("DELETE FROM examination WHERE training = ? AND step > ?", known, before);
    sql.change(
        """
        UPDATE training SET name = ?, recipe = ?, saved = ?, ended = NULL, outcome = NULL,
          problem_code = NULL, problem = NULL, remedy = NULL WHERE training = ?\
        """,
        recipe.name(),
        recipe.text(),
        before,
        known);
    return known;
  }
}
