package dev.unmask.session;

import dev.unmask.job.Examination;
import dev.unmask.job.TrainingRun;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.train.StepReport;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/// The numbers of a training as an event file that TensorBoard reads.
///
/// Each record is its length (8 bytes, little-endian), the masked checksum of the length, the
/// event, and the masked checksum of the event.
///
/// @see "TensorFlow, core/lib/io/record_writer.cc; core/util/event.proto; framework/summary.proto"
public final class TensorBoardEvents implements TrainingRun.Listener, AutoCloseable {
  private static final int MASK_DELTA = 0xa282ead8;
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final Path file;
  private final OutputStream out;

  private TensorBoardEvents(Path file, OutputStream out) {
    this.file = file;
    this.out = out;
  }

  /// A new file in a folder; TensorBoard joins the files of one folder by their steps.
  ///
  /// @throws Problem WRITE if it cannot be written
  public static TensorBoardEvents in(Path folder) {
    double now = System.currentTimeMillis() / 1000.0;
    Path file = folder.resolve("events.out.tfevents.%d.unmask".formatted((long) now));
    try {
      Files.createDirectories(folder);
      TensorBoardEvents events =
          new TensorBoardEvents(file, new BufferedOutputStream(Files.newOutputStream(file)));
      ByteArrayOutputStream event = new ByteArrayOutputStream();
      fixed64(event, 1, now);
      bytes(event, 3, "brain.Event:2".getBytes(StandardCharsets.UTF_8));
      events.record(event.toByteArray());
      return events;
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  @Override
  public void stepped(StepReport r) {
    Map<String, Double> scalars = new LinkedHashMap<>();
    scalars.put("train/loss", r.loss());
    scalars.put("train/cross_entropy", r.crossEntropy());
    scalars.put("train/gradient_norm", r.norm());
    scalars.put("train/learning_rate", r.rate());
    scalars.put("speed/tokens_per_second", r.tokens() / Math.max(1e-9, r.seconds()));
    scalars(r.step(), scalars);
  }

  /// Writes numbers of one step.
  public void scalars(long step, Map<String, Double> scalars) {
    ByteArrayOutputStream summary = new ByteArrayOutputStream();
    scalars.forEach(
        (tag, value) -> {
          ByteArrayOutputStream one = new ByteArrayOutputStream();
          bytes(one, 1, tag.getBytes(StandardCharsets.UTF_8));
          fixed32(one, 2, value.floatValue());
          bytes(summary, 1, one.toByteArray());
        });
    ByteArrayOutputStream event = new ByteArrayOutputStream();
    fixed64(event, 1, System.currentTimeMillis() / 1000.0);
    varint(event, (2 << 3) | VARINT);
    varint(event, step);
    bytes(event, 5, summary.toByteArray());
    record(event.toByteArray());
  }

  @Override
  public void saved(long step, Path checkpoint) {
    try {
      out.flush();
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  @Override
  public void examined(Examination e) {
    Map<String, Double> scalars = new LinkedHashMap<>();
    scalars.put("validation/cross_entropy", e.crossEntropy());
    e.bound().ifPresent(b -> scalars.put("validation/bound", b.mean()));
    e.scores()
        .forEach(s -> scalars.put("accuracy/" + s.way().replace(' ', '_'), s.score().share()));
    scalars(e.step(), scalars);
  }

  private void record(byte[] event) {
    byte[] length = little(8).putLong(event.length).array();
    try {
      out.write(length);
      out.write(little(4).putInt(masked(length)).array());
      out.write(event);
      out.write(little(4).putInt(masked(event)).array());
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  private static int masked(byte[] data) {
    CRC32C crc = new CRC32C();
    crc.update(data);
    int c = (int) crc.getValue();
    return Integer.rotateRight(c, 15) + MASK_DELTA;
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void fixed64(ByteArrayOutputStream to, int field, double value) {
    varint(to, (field << 3) | FIXED64);
    to.writeBytes(little(8).putDouble(value).array());
  }

  private static void fixed32(ByteArrayOutputStream to, int field, float value) {
    varint(to, (field << 3) | FIXED32);
    to.writeBytes(little(4).putFloat(value).array());
  }

  private static void bytes(ByteArrayOutputStream to, int field, byte[] value) {
    varint(to, (field << 3) | BYTES);
    varint(to, value.length);
    to.writeBytes(value);
  }

  private static void varint(ByteArrayOutputStream to, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      to.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    to.write((int) rest);
  }

  private static Problem failure(Path file, IOException e) {
    return new Problem(
        Code.WRITE,
        "The events could not be written to " + file + ".",
        "Choose a folder of your own on a disk with free space.",
        e);
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw failure(file, e);
    }
  }
}
