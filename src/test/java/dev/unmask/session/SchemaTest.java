package dev.unmask.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.unmask.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {
  @TempDir Path folder;

  private static final Schema.Migration FIRST = sql -> sql.once("CREATE TABLE a (x)");
  private static final Schema.Migration SECOND = sql -> sql.once("INSERT INTO a VALUES (2)");
  private static final Schema.Migration THIRD =
      sql -> sql.once("UPDATE a SET x = x * 10 WHERE x = 2");

  private static final Schema.Migration BROKEN =
      sql -> {
        sql.once("INSERT INTO a VALUES (4)");
        throw new SQLException("no");
      };

  private static int sum(Database database) {
    return database.read(sql -> sql.number("SELECT total(x) FROM a"));
  }

  @Test
  void anOlderFileGoesThroughEveryStepAndItsOriginalIsKept() {
    Path file = folder.resolve("old.unmask");
    new SessionFile(file, new Schema(List.of(FIRST))).create().close();
    try (Database now = new SessionFile(file, new Schema(List.of(FIRST, SECOND, THIRD))).open()) {
      assertEquals(3, now.version());
      assertEquals(20, sum(now));
    }
    try (Database kept =
        new SessionFile(folder.resolve("old.unmask.v1.bak"), Schema.PRESENT).openReadOnly()) {
      assertEquals(1, kept.version());
      assertEquals(0, sum(kept));
    }
    try (Database again = new SessionFile(file, new Schema(List.of(FIRST, SECOND, THIRD))).open()) {
      assertEquals(20, sum(again), "each step happens once");
    }
  }

  @Test
  void aStepThatFailsChangesNothing() {
    Path file = folder.resolve("old.unmask");
    new SessionFile(file, new Schema(List.of(FIRST))).create().close();
    assertThrows(
        Problem.class,
        () -> new SessionFile(file, new Schema(List.of(FIRST, SECOND, BROKEN))).open());
    try (Database same = new SessionFile(file, new Schema(List.of(FIRST))).open()) {
      assertEquals(1, same.version());
      assertEquals(0, sum(same));
    }
    assertFalse(Files.exists(SessionLock.fileFor(file)));
  }
}
