package dev.unmask.checkpoint;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.function.Executable;

/// Refusals must come in less than a second of work, classes once loaded. Counted in processor time
/// of this thread, so that a busy machine does not fail a test.
final class Quickly {
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  static {
    try {
      Path file = Files.createTempFile("warm", ".safetensors");
      RawFile.write(file, RawFile.bytes("{}", 0));
      WeightsFile.open(file);
      RawFile.write(file, RawFile.bytes("{x", 0));
      assertThrows(Problem.class, () -> WeightsFile.open(file));
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Quickly() {}

  static Problem refused(Executable work) {
    long begin = CLOCK.getCurrentThreadCpuTime();
    Problem problem = assertThrows(Problem.class, work);
    long millis = (CLOCK.getCurrentThreadCpuTime() - begin) / 1_000_000;
    assertTrue(millis < 1_000, "refused after " + millis + " ms: " + problem.inOneLine());
    return problem;
  }
}
