package dev.unmask.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that are not what was written: each is refused in words, and what is whole still opens.
class DamageTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void aSessionWithOneRun() {
    file = folder.resolve("s.unmask");
    try (Session session = Session.create(file)) {
      Recorded.run(session, "Why?", 6);
    }
  }

  private void sql(String statement) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement sql = connection.createStatement()) {
      assertTrue(sql.executeUpdate(statement) == 1 || statement.startsWith("PRAGMA"));
    }
  }

  /// Flips one bit in the last byte of a blob of run 1.
  static void flipABit(Path file, String column, int step) throws SQLException {
    String where = " WHERE run = 1 AND step = " + step;
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement sql = connection.createStatement()) {
      byte[] blob;
      try (ResultSet row = sql.executeQuery("SELECT " + column + " FROM frame" + where)) {
        blob = row.getBytes(1);
      }
      blob[blob.length - 1] ^= 1;
      try (PreparedStatement update =
          connection.prepareStatement("UPDATE frame SET " + column + " = ?" + where)) {
        update.setBytes(1, blob);
        assertEquals(1, update.executeUpdate());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ids",
        "roles",
        "guess",
        "changed",
        "positions",
        "candidates",
        "log_probabilities",
        "entropies",
        "top_ids",
        "top_log_probabilities"
      })
  void aFlippedByteInAFrameIsFoundAndTheOthersStillOpen(String column) throws SQLException {
    flipABit(file, column, 3);
    try (Session session = Session.openReadOnly(file)) {
      Problem found = assertThrows(Problem.class, () -> session.frame(1, 3));
      assertEquals("Step 3 of run 1 was changed after it was written.", found.sentence());
      assertEquals(Code.SESSION, found.code());
      assertEquals(4, session.frame(1, 4).step());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"steps", "evaluations", "nanos", "alternatives", "crc"})
  void aChangedNumberIsFound(String column) throws SQLException {
    sql("UPDATE frame SET %1$s = %1$s + 1 WHERE run = 1 AND step = 3".formatted(column));
    try (Session session = Session.openReadOnly(file)) {
      assertThrows(Problem.class, () -> session.frame(1, 3));
    }
  }

  @Test
  void aFileOfANewerUnmaskOpensForReadingWithANotice() throws SQLException {
    sql("PRAGMA user_version = 99");
    try (Session session = Session.open(file)) {
      assertTrue(session.readOnly());
      assertTrue(session.notice().orElseThrow().contains("newer Unmask"));
      assertEquals(1, session.runs().size());
      Problem refused = assertThrows(Problem.class, () -> session.putView("a", "{}"));
      assertEquals(Code.WRITE, refused.code());
    }
  }

  @Test
  void whatIsNoSessionIsRefused() throws IOException, SQLException {
    Path text = Files.writeString(folder.resolve("text.unmask"), "x".repeat(5000));
    Path empty = Files.createFile(folder.resolve("empty.unmask"));
    Path other = folder.resolve("other.unmask");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + other);
        Statement sql = connection.createStatement()) {
      sql.execute("CREATE TABLE t (a)");
    }
    for (Path path : new Path[] {text, empty, other}) {
      for (boolean readOnly : new boolean[] {true, false}) {
        Problem refused =
            assertThrows(
                Problem.class,
                () -> (readOnly ? Session.openReadOnly(path) : Session.open(path)).close());
        assertEquals(path + " is not an Unmask session.", refused.sentence());
        assertEquals(Code.SESSION, refused.code());
      }
    }
    assertEquals(5000, Files.size(text), "nothing is written into a file that is not ours");
    Path missing = folder.resolve("missing.unmask");
    assertEquals(Code.NOT_FOUND, assertThrows(Problem.class, () -> Session.open(missing)).code());
    assertEquals(Code.NOT_FOUND, assertThrows(Problem.class, () -> Session.open(folder)).code());
    assertEquals(Code.WRITE, assertThrows(Problem.class, () -> Session.create(file)).code());
  }

  @Test
  void aTruncatedFileIsRefusedInWords() throws IOException {
    byte[] all = Files.readAllBytes(file);
    for (int cut : new int[] {100, 512, 4096, 5000, all.length / 2, all.length - 1}) {
      Path part = folder.resolve("part.unmask");
      Files.write(part, java.util.Arrays.copyOf(all, cut));
      try (Session session = Session.openReadOnly(part)) {
        session.runs().forEach(run -> session.frames(run.run()));
      } catch (Problem e) {
        assertEquals(Code.SESSION, e.code(), e.getMessage());
        continue;
      }
      assertEquals(all.length - 1, cut, "a cut session was read as if it were whole");
    }
  }
}
