package dev.unmask.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.job.Examination;
import dev.unmask.job.RunEnd;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.train.Recipe;
import dev.unmask.train.Recipes;
import dev.unmask.train.StepReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A training in a session is read as it was written, without model and folder.
class StoredTrainingsTest {
  @TempDir Path folder;

  private final Recipe recipe = Recipes.bundled("wordmath-diffullama", List.of("steps=50"));

  private static StepReport report(long step, double nats) {
    return new StepReport(step, 2 * nats, nats, 0.5, 0.001, 100, 50, 4e9, 0.125);
  }

  private static Examination examination(long step) {
    return Examined.at(step, 7);
  }

  private static List<StepReport> steps(StoredTrainings trainings, long training) {
    List<StepReport> all = new ArrayList<>();
    trainings.steps(training, all::add);
    return all;
  }

  private static List<Examination> examinations(StoredTrainings trainings, long training) {
    List<Examination> all = new ArrayList<>();
    trainings.examinations(training, all::add);
    return all;
  }

  @Test
  void aTrainingIsReadAsItWasWritten() {
    Path file = folder.resolve("t.unmask");
    try (Session session = Session.create(file)) {
      TrainingRecorder recorder =
          new StoredTrainings(session).record(recipe, folder.resolve("gone"), "1", 0);
      recorder.stepped(report(1, 3));
      recorder.stepped(report(2, Double.NaN));
      recorder.saved(2, folder);
      recorder.examined(examination(2));
      recorder.stepped(report(3, 2));
      recorder.ended(RunEnd.finished());
    }
    try (Session session = Session.openReadOnly(file)) {
      StoredTrainings trainings = new StoredTrainings(session);
      StoredTrainings.Summary summary = trainings.all().getFirst();
      assertEquals("wordmath-diffullama", summary.name());
      assertEquals(Optional.of(RunEnd.Outcome.FINISHED), summary.outcome());
      assertEquals(3, summary.steps());
      assertEquals(50, summary.total());
      assertEquals(2, summary.saved());
      assertEquals(
          List.of(report(1, 3), report(2, Double.NaN), report(3, 2)),
          steps(trainings, summary.training()));
      assertEquals(List.of(examination(2)), examinations(trainings, summary.training()));
      assertEquals(recipe.text(), trainings.recipe(summary.training()).text());
      assertEquals(50, trainings.recipe(summary.training()).rate().steps());
      Problem none = assertThrows(Problem.class, () -> trainings.recipe(9));
      assertEquals(Code.NOT_FOUND, none.code());
    }
  }

  @Test
  void whatCameAfterTheCheckpointIsDroppedWhenItIsTakenUp() {
    try (Session session = Session.create(folder.resolve("t.unmask"))) {
      StoredTrainings trainings = new StoredTrainings(session);
      Path place = folder.resolve("training");
      TrainingRecorder first = trainings.record(recipe, place, "1", 0);
      for (int step = 1; step <= 4; step++) {
        first.stepped(report(step, 1));
        first.examined(examination(step));
      }
      assertTrue(trainings.all().getFirst().outcome().isEmpty(), "as if it was killed");
      TrainingRecorder again = trainings.record(recipe, place, "1", 2);
      assertEquals(first.training(), again.training());
      again.stepped(report(3, 9));
      again.ended(RunEnd.cancelled());
      assertEquals(
          List.of(report(1, 1), report(2, 1), report(3, 9)), steps(trainings, again.training()));
      assertEquals(2, examinations(trainings, again.training()).size());
      long fresh = trainings.record(recipe, place, "1", 0).training();
      assertFalse(fresh == again.training(), "begun anew, the one before stays");
      assertEquals(3, trainings.all().getFirst().steps());
    }
  }

  @Test
  void whatAnotherSessionSawIsTakenOverFromTheFolder() throws IOException {
    Path place = Files.createDirectory(folder.resolve("training"));
    try (TrainingCsv csv = TrainingCsv.open(place.resolve(TrainingMetrics.FILE), 0)) {
      for (int step = 1; step <= 4; step++) {
        csv.stepped(report(step, step));
      }
    }
    ExaminationFile file = ExaminationFile.open(place, 0);
    file.examined(examination(2));
    file.examined(examination(4));
    try (Session session = Session.create(folder.resolve("t.unmask"))) {
      StoredTrainings trainings = new StoredTrainings(session);
      TrainingRecorder recorder = trainings.record(recipe, place, "1", 3);
      recorder.stepped(report(4, 8));
      recorder.ended(RunEnd.failed(new Problem(Code.TRAINING, "It diverged.", "Less rate.")));
      List<StepReport> all = steps(trainings, recorder.training());
      assertEquals(List.of(report(1, 1), report(2, 2), report(3, 3), report(4, 8)), all);
      assertEquals(List.of(examination(2)), examinations(trainings, recorder.training()));
    }
    assertEquals(List.of(examination(2)), ExaminationFile.open(place, 3).read());
    Files.writeString(
        place.resolve(ExaminationFile.FILE),
        Files.readString(place.resolve(ExaminationFile.FILE)) + "{\"step\": 3, \"cro");
    assertEquals(List.of(examination(2)), new ExaminationFile(place).read(), "a torn last line");
  }

  @Test
  void attentionIsStoredBesideTheNumbers() throws SQLException {
    Path file = folder.resolve("t.unmask");
    Recipe opening = Recipes.bundled("wordmath-diffullama", List.of("objective.anneal=4"));
    try (Session session = Session.create(file)) {
      TrainingRecorder recorder =
          new StoredTrainings(session).record(opening, folder.resolve("x"), "1", 0);
      recorder.stepped(report(1, 1));
      recorder.stepped(report(2, 1));
      recorder.ended(RunEnd.cancelled());
    }
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + file);
        ResultSet rows =
            db.createStatement().executeQuery("SELECT ratio FROM training_step ORDER BY step")) {
      assertTrue(rows.next());
      assertEquals(0.25, rows.getDouble(1));
      assertTrue(rows.next());
      assertEquals(0.5, rows.getDouble(1));
    }
  }

  @Test
  void aSessionOfAnOlderUnmaskHasNoneAndTakesOne() throws IOException {
    Path old = folder.resolve("old.unmask");
    Files.copy(Path.of("src/test/resources/sessions/version-1.unmask"), old);
    try (Session session = Session.openReadOnly(old)) {
      assertEquals(List.of(), new StoredTrainings(session).all());
    }
    try (Session session = Session.open(old)) {
      int runs = session.runs().size();
      new StoredTrainings(session).record(recipe, folder, "1", 0).ended(RunEnd.cancelled());
      assertEquals(1, new StoredTrainings(session).all().size());
      assertEquals(runs, session.runs().size());
    }
  }
}
