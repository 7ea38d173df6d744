package dev.unmask.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.train.StepReport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Event files as TensorFlow frames them, and metrics that go on.
class TensorBoardEventsTest {
  @TempDir Path folder;

  private static StepReport report(int step) {
    return new StepReport(step, 1.5, 1.25, 0.5, 1e-3, 640, 320, 1e9, 0.5);
  }

  @Test
  void recordsAreFramed() throws IOException {
    try (TensorBoardEvents events = TensorBoardEvents.in(folder)) {
      events.stepped(report(300));
    }
    Path file;
    try (Stream<Path> all = Files.list(folder)) {
      file = all.findFirst().orElseThrow();
    }
    assertTrue(file.getFileName().toString().startsWith("events.out.tfevents."));
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    String first = text(in);
    assertTrue(first.contains("brain.Event:2"), first);
    String second = text(in);
    assertTrue(second.contains("train/loss") && second.contains("speed/tokens_per_second"));
    assertEquals(0, in.remaining());
  }

  /// A record, whose two checksums are checked by the table-free definition of CRC-32C.
  private static String text(ByteBuffer in) {
    byte[] length = new byte[8];
    in.get(length);
    assertEquals(masked(length), in.getInt());
    byte[] event = new byte[(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()];
    in.get(event);
    assertEquals(masked(event), in.getInt());
    return new String(event, StandardCharsets.ISO_8859_1);
  }

  private static int masked(byte[] data) {
    int crc = ~0;
    for (byte b : data) {
      crc ^= b & 0xff;
      for (int i = 0; i < 8; i++) {
        crc = (crc >>> 1) ^ ((crc & 1) == 1 ? 0x82f63b78 : 0);
      }
    }
    crc = ~crc;
    return ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
  }

  @Test
  void metricsGoOnAfterTheCheckpoint() throws IOException {
    Path file = folder.resolve("metrics.csv");
    try (TrainingCsv csv = TrainingCsv.open(file, 0)) {
      for (int step = 1; step <= 5; step++) {
        csv.stepped(report(step));
      }
    }
    try (TrainingCsv csv = TrainingCsv.open(file, 3)) {
      csv.stepped(report(4));
    }
    List<String> lines = Files.readAllLines(file);
    assertEquals(5, lines.size());
    assertTrue(lines.getFirst().startsWith("step,loss,"));
    assertTrue(lines.getLast().startsWith("4,1.5"));
  }
}
