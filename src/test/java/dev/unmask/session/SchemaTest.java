package dev.unmask.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.unmask.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {
  @TempDir Path folder;

  private static final Schema.Migration FIRST = sql -> sql.execute("CREATE TABLE a (x)");
  private static final Schema.Migration SECOND = sql -> sql.execute("INSERT INTO a VALUES (2)");
  private static final Schema.Migration THIRD =
      sql -> sql.execute("UPDATE a SET x = x * 10 WHERE x = 2");

  private static final Schema.Migration BROKEN =
      sql -> {
        sql.execute("INSERT INTO a VALUES (4)");
        throw new SQLException("no");
      };

  private static int sum(Database database) {
    return database.read(
        on -> {
          try (Statement sql = on.createStatement();
              ResultSet row = sql.executeQuery("SELECT total(x) FROM a")) {
            row.next();
            return row.getInt(1);
          }
        });
  }

  @Test
  void anOlderFileGoesThroughEveryStepAndItsOriginalIsKept() {
    Path file = folder.resolve("old.unmask");
    Database.create(file, new Schema(List.of(FIRST))).close();
    try (Database now = Database.open(file, new Schema(List.of(FIRST, SECOND, THIRD)))) {
      assertEquals(3, now.version());
      assertEquals(20, sum(now));
    }
    try (Database kept = Database.openReadOnly(folder.resolve("old.unmask.v1.bak"))) {
      assertEquals(1, kept.version());
      assertEquals(0, sum(kept));
    }
    try (Database again = Database.open(file, new Schema(List.of(FIRST, SECOND, THIRD)))) {
      assertEquals(20, sum(again), "each step happens once");
    }
  }

  @Test
  void aStepThatFailsChangesNothing() {
    Path file = folder.resolve("old.unmask");
    Database.create(file, new Schema(List.of(FIRST))).close();
    assertThrows(
        Problem.class, () -> Database.open(file, new Schema(List.of(FIRST, SECOND, BROKEN))));
    try (Database same = Database.open(file, new Schema(List.of(FIRST)))) {
      assertEquals(1, same.version());
      assertEquals(0, sum(same));
    }
    assertFalse(Files.exists(SessionLock.fileFor(file)));
  }
}
