package dev.unmask.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.diffusion.Frame;
import dev.unmask.job.RunEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` at any moment takes at most the frame in flight.
class KilledProcessTest {
  private static final int KILLS = 20;

  @TempDir Path folder;

  @Test
  @Timeout(180)
  void twentyKillsAtRandomMomentsLoseNothingThatWasStored() throws Exception {
    Path file = folder.resolve("killed.unmask");
    Random random = new Random(1);
    long runs = 0;
    long frames = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      String said = writeAndKill(file, random.nextInt(400));
      long newRuns = said.lines().filter("run"::equals).count();
      long newFrames = said.lines().filter("frame"::equals).count();
      try (Session session = Session.open(file)) {
        List<RunSummary> stored = session.runs();
        long storedFrames = 0;
        for (RunSummary run : stored) {
          storedFrames += wholeFrames(session, run);
        }
        // What was said to be stored is there; at most one more was stored and not yet said.
        assertBetween(runs + newRuns, stored.size(), runs + newRuns + 1);
        assertBetween(frames + newFrames, storedFrames, frames + newFrames + 1);
        runs = stored.size();
        frames = storedFrames;
      }
    }
    assertTrue(frames > KILLS, "the writers wrote too little to show anything: " + frames);
  }

  private static int wholeFrames(Session session, RunSummary run) {
    List<Frame> frames = session.frames(run.run());
    for (int i = 0; i < frames.size(); i++) {
      assertEquals(i + 1, frames.get(i).step());
    }
    if (run.outcome() == RunEnd.Outcome.FINISHED) {
      assertEquals(0, frames.getLast().maskedLeft());
    }
    return frames.size();
  }

  private static void assertBetween(long low, long actual, long high) {
    assertTrue(low <= actual && actual <= high, () -> low + " <= " + actual + " <= " + high);
  }

  private static String writeAndKill(Path file, int millis)
      throws IOException, InterruptedException {
    Path said = file.resolveSibling("said");
    Process writer =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                WriterProcess.class.getName(),
                file.toString())
            .redirectOutput(said.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      while (!Files.readString(said).startsWith("open\n")) {
        assertTrue(writer.isAlive(), "the writer ended by itself");
        TimeUnit.MILLISECONDS.sleep(5);
      }
      TimeUnit.MILLISECONDS.sleep(millis);
    } finally {
      writer.destroyForcibly(); // SIGKILL
    }
    assertEquals(128 + 9, writer.waitFor());
    return Files.readString(said);
  }
}
