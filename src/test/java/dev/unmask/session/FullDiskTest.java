package dev.unmask.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.unmask.diffusion.Frame;
import dev.unmask.job.RunEnd;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk that is full, a folder that cannot be written: said in words, and what was stored stays.
class FullDiskTest {
  @TempDir Path folder;

  @Test
  void aFullFileFailsTheRunAndKeepsItsFrames() {
    Path file = folder.resolve("s.unmask");
    try (Session session = Session.create(file)) {
      session.order("PRAGMA max_page_count = 30");
      checkThatItFillsUp(session);
      session.order("PRAGMA max_page_count = 100000");
      Recorded.run(session, "There is space again.", 4);
    }
    checkThatItOpens(file);
  }

  @Test
  void aFullDisk() throws IOException, InterruptedException {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        shell("mount", "-t", "tmpfs", "-o", "size=288k", "tmpfs", disk.toString()),
        "mounting a small disk needs rights that this user lacks");
    try {
      Path file = disk.resolve("s.unmask");
      try (Session session = Session.create(file)) {
        checkThatItFillsUp(session);
        Path elsewhere = folder.resolve("elsewhere.unmask");
        session.saveAs(elsewhere);
        Recorded.run(session, "There is space again.", 4);
        checkThatItOpens(elsewhere);
        assertThrows(Problem.class, () -> session.saveAs(disk.resolve("back.unmask")));
        assertEquals(elsewhere, session.file());
        assertFalse(Files.exists(disk.resolve("back.unmask")));
      }
      checkThatItOpens(file);
      // Nothing at all fits any more.
      Files.write(disk.resolve("rest"), new byte[0]);
      fill(disk.resolve("rest"));
      Problem full =
          assertThrows(Problem.class, () -> Session.create(disk.resolve("new.unmask")).close());
      assertEquals(Code.WRITE, full.code());
    } finally {
      shell("umount", disk.toString());
    }
  }

  private static void checkThatItFillsUp(Session session) {
    List<Frame> seen = new ArrayList<>();
    RunEnd end = Recorded.tryRun(session, "Why?", 60, seen);
    assertEquals(RunEnd.Outcome.FAILED, end.outcome());
    Problem problem = Objects.requireNonNull(end.problem());
    assertEquals(Code.WRITE, problem.code());
    assertTrue(problem.sentence().contains("full"), problem::sentence);
    assertTrue(seen.size() > 1, "nothing was stored before the disk was full");
    List<Frame> kept = session.frames(1);
    assertEquals(seen.size(), kept.size());
    SessionTest.assertSame(seen.getLast(), kept.getLast());
  }

  private static void checkThatItOpens(Path file) {
    try (Session session = Session.openReadOnly(file)) {
      for (RunSummary run : session.runs()) {
        assertEquals(run.frames(), session.frames(run.run()).size());
      }
      assertTrue(session.runs().getFirst().frames() > 1);
    }
  }

  @Test
  void aFolderThatCannotBeWritten() throws IOException {
    Path file = folder.resolve("s.unmask");
    try (Session session = Session.create(file)) {
      Recorded.run(session, "Why?", 4);
    }
    Path copy = Files.createDirectory(folder.resolve("shelf")).resolve("s.unmask");
    Files.copy(file, copy);
    assertTrue(copy.toFile().setReadOnly());
    assertTrue(Objects.requireNonNull(copy.getParent()).toFile().setWritable(false));
    try {
      assumeTrue(!Files.isWritable(copy.getParent()), "the superuser may write everywhere");
      Problem create =
          assertThrows(
              Problem.class, () -> Session.create(copy.resolveSibling("new.unmask")).close());
      assertEquals(Code.WRITE, create.code());
      assertEquals(Code.WRITE, assertThrows(Problem.class, () -> Session.open(copy)).code());
      try (Session session = Session.openReadOnly(copy)) {
        assertEquals(4, session.frames(1).size());
      }
    } finally {
      assertTrue(copy.getParent().toFile().setWritable(true));
    }
  }

  @Test
  void aFolderThatIsNone() throws IOException {
    Path none = folder.resolve("none/new.unmask");
    assertEquals(Code.WRITE, assertThrows(Problem.class, () -> Session.create(none)).code());
    Path plain = Files.createFile(folder.resolve("plain"));
    Path inside = plain.resolve("new.unmask");
    assertEquals(Code.WRITE, assertThrows(Problem.class, () -> Session.create(inside)).code());
    assertNotNull(Files.readAllBytes(plain));
  }

  private static void fill(Path file) throws IOException {
    try (var out = Files.newOutputStream(file)) {
      while (true) {
        out.write(new byte[512]);
      }
    } catch (IOException e) {
      assertTrue(Objects.requireNonNull(e.getMessage()).contains("space"), e.getMessage());
    }
  }

  private static boolean shell(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false; // there is no such command here
    }
  }
}
