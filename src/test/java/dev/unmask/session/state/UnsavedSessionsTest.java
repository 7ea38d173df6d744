package dev.unmask.session.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.session.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnsavedSessionsTest {
  @TempDir Path folder;

  @Test
  void sessionsOfTheSameSecondDoNotMeet() {
    UnsavedSessions unsaved = new UnsavedSessions(folder.resolve("sessions"));
    try (Session one = unsaved.create();
        Session other = unsaved.create()) {
      assertNotEquals(one.file(), other.file());
      assertTrue(unsaved.holds(one.file()));
      assertEquals(2, unsaved.list().size());
    }
  }

  @Test
  void nothingOutsideOfTheFolderIsEverRemoved() throws Exception {
    UnsavedSessions unsaved = new UnsavedSessions(folder.resolve("sessions"));
    Path mine = Files.writeString(folder.resolve("mine.unmask"), "x");
    assertThrows(IllegalArgumentException.class, () -> unsaved.remove(mine));
    assertTrue(Files.exists(mine));
  }

  @Test
  void aRemovedOneIsGone() {
    UnsavedSessions unsaved = new UnsavedSessions(folder.resolve("sessions"));
    Path file;
    try (Session session = unsaved.create()) {
      file = session.file();
    }
    unsaved.remove(file);
    assertEquals(List.of(), unsaved.list());
  }
}
