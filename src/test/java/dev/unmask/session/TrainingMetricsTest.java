package dev.unmask.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unmask.train.StepReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The metrics of a training are read as they were written.
class TrainingMetricsTest {
  @TempDir Path folder;

  private static StepReport report(long step) {
    return new StepReport(step, 0.125, 2.5, 0.75, 0.0015, 3072, 1500, 1.5e9, 0.25);
  }

  @Test
  void whatWasWrittenIsRead() throws IOException {
    assertEquals(List.of(), new TrainingMetrics(folder).read());
    Path file = folder.resolve(TrainingMetrics.FILE);
    try (TrainingCsv csv = TrainingCsv.open(file, 0)) {
      csv.stepped(report(1));
      csv.stepped(report(2));
    }
    assertEquals(List.of(report(1), report(2)), new TrainingMetrics(folder).read());
    // What a process leaves that was killed while it wrote.
    Files.writeString(file, "3,0.1,2.", StandardOpenOption.APPEND);
    assertEquals(List.of(report(1), report(2)), new TrainingMetrics(folder).read());
    try (TrainingCsv csv = TrainingCsv.open(file, 1)) {
      csv.stepped(report(2));
    }
    assertEquals(2, new TrainingMetrics(folder).read().size());
  }
}
