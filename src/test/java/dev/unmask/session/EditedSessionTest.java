package dev.unmask.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.job.FakeModel;
import dev.unmask.job.FakeModels;
import dev.unmask.job.RunEnd;
import dev.unmask.job.sweep.Axis;
import dev.unmask.job.sweep.Contestant;
import dev.unmask.job.sweep.Sweep;
import dev.unmask.job.sweep.SweepSpec;
import dev.unmask.job.sweep.SweepTask;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.session.export.LmEval;
import dev.unmask.session.export.SweepExport;
import dev.unmask.train.Recipe;
import dev.unmask.train.Recipes;
import dev.unmask.train.StepReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sessions that another program changed: whatever stands in a column, it is read or refused in
/// words, and the file stays as it is.
class EditedSessionTest {
  /// What SQLite lets stand in any column once the rules of the table are gone.
  private static final List<String> VALUES =
      List.of(
          "NULL",
          "-1",
          "9223372036854775807",
          "'{}'",
          "'{\"version\":null,\"task\":{},\"models\":[null],\"axes\":[{}]}'");

  @TempDir static Path folder;
  private static Path whole;

  @BeforeAll
  static void aSessionWithOneOfEach() throws SQLException {
    whole = folder.resolve("whole.unmask");
    try (Session session = Session.create(whole)) {
      Recorded.run(session, "Why?", 3);
      sweep(session);
      Recipe recipe = Recipes.bundled("wordmath-diffullama", List.of("steps=50"));
      TrainingRecorder training =
          new StoredTrainings(session).record(recipe, folder.resolve("gone"), "1", 0);
      training.stepped(new StepReport(1, 2, 1, 0.5, 0.001, 100, 50, 4e9, 0.125));
      training.examined(Examined.at(1, 7));
      training.ended(RunEnd.finished());
    }
    readEverything(whole);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + whole);
        Statement sql = connection.createStatement()) {
      for (String table : names(sql, "SELECT name FROM sqlite_schema WHERE type = 'table'")) {
        if (!table.startsWith("sqlite_")) {
          sql.execute("ALTER TABLE %1$s RENAME TO old_%1$s".formatted(table));
          sql.execute("CREATE TABLE %1$s AS SELECT * FROM old_%1$s".formatted(table));
        }
      }
      for (String table : names(sql, "SELECT name FROM sqlite_schema WHERE name LIKE 'old_%'")) {
        sql.execute("DROP TABLE " + table);
      }
      sql.execute("VACUUM");
    }
  }

  private static void sweep(Session session) {
    SweepSpec spec =
        new SweepSpec(
            new SweepTask("worksheets", "", 2, 1, 30, 3, false),
            List.of(new Contestant("", false)),
            List.of(Axis.parse("steps", "1,2")),
            Map.of(),
            1,
            7);
    StoredSweeps sweeps = new StoredSweeps(session);
    long number = sweeps.begin(spec, "test");
    new Sweep(spec, new FakeModels(new FakeModel()), p -> folder, Sweep.Extent.whole(4))
        .run(sweeps.done(number), sweeps.record(number, 1), () -> false);
    sweeps.end(number, RunEnd.Outcome.FINISHED);
  }

  private static List<String> names(Statement sql, String query) throws SQLException {
    List<String> names = new ArrayList<>();
    try (ResultSet rows = sql.executeQuery(query)) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  /// Reads all that commands and window read.
  private static void readEverything(Path file) {
    try (Session session = Session.openReadOnly(file)) {
      for (RunSummary run : session.runs()) {
        assertFalse(run.title().isBlank() && run.frames() < 0);
        session.header(run.run());
        session.frames(run.run());
      }
      session.writings();
      StoredSweeps sweeps = new StoredSweeps(session);
      for (StoredSweeps.Summary each : sweeps.all()) {
        sweeps.done(each.sweep());
        sweeps.runs(each.sweep()).size();
        SweepExport export = SweepExport.of(sweeps, each.sweep());
        assertTrue(export.csv().contains("model"));
        export.jsonLines();
        export.samples(0);
        new LmEval(export).files();
      }
      StoredTrainings trainings = new StoredTrainings(session);
      for (StoredTrainings.Summary each : trainings.all()) {
        trainings.recipe(each.training());
        trainings.steps(each.training(), step -> assertTrue(step.step() != Long.MIN_VALUE));
        trainings.examinations(each.training(), e -> assertFalse(e.scores().isEmpty()));
      }
      new StoredMeasurements(session).all();
    }
  }

  static Stream<String> columns() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + whole);
        Statement sql = connection.createStatement()) {
      return names(
          sql,
          """
          SELECT t.name || '.' || c.name FROM sqlite_schema t, pragma_table_info(t.name) c
          WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'\
          """)
          .stream();
    }
  }

  @Test
  void noColumnBreaksTheProgram() throws SQLException, IOException {
    List<String> crashes = new ArrayList<>();
    int refused = 0;
    Path file = folder.resolve("edited.unmask");
    for (String column : columns().toList()) {
      for (String value : VALUES) {
        Files.copy(whole, file, StandardCopyOption.REPLACE_EXISTING);
        edit(file, column, value);
        try {
          readEverything(file);
        } catch (Problem p) {
          refused++;
          if (p.code() == Code.INTERNAL || p.sentence().contains("Exception")) {
            crashes.add(column + " = " + value + ": " + p);
          }
        } catch (RuntimeException | AssertionError e) {
          crashes.add("%s = %s: %s".formatted(column, value, e));
        }
      }
    }
    assertEquals(List.of(), crashes);
    assertTrue(refused > 100, refused + " were refused");
  }

  private static void edit(Path file, String column, String value) throws SQLException {
    String[] at = column.split("\\.", 2);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement sql = connection.createStatement()) {
      sql.executeUpdate("UPDATE %s SET %s = %s".formatted(at[0], at[1], value));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sweep_row.point", "sweep_row.repeat", "sweep_row.item"})
  void aResultWithoutAPlaceIsRefused(String column) throws SQLException, IOException {
    Path file = folder.resolve("stranger.unmask");
    Files.copy(whole, file, StandardCopyOption.REPLACE_EXISTING);
    edit(file, column, "7");
    try (Session session = Session.openReadOnly(file)) {
      StoredSweeps sweeps = new StoredSweeps(session);
      assertEquals(Code.SESSION, assertThrows(Problem.class, () -> sweeps.done(1)).code());
      assertEquals(Code.SESSION, assertThrows(Problem.class, () -> sweeps.rows(1)).code());
    }
  }

  @Test
  void readingLeavesNothingBesideTheFile() throws IOException {
    Path file = Files.createDirectory(folder.resolve("read")).resolve("s.unmask");
    Files.copy(whole, file);
    byte[] before = Files.readAllBytes(file);
    try (Session session = Session.openReadOnly(file);
        Session second = Session.openReadOnly(file)) {
      assertEquals(session.runs(), second.runs());
    }
    try (Stream<Path> left = Files.list(file.getParent())) {
      assertEquals(List.of(file), left.toList());
    }
    assertEquals(before.length, Files.readAllBytes(file).length);
  }
}
