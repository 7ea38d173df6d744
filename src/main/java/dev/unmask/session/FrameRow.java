package dev.unmask.session;

import dev.unmask.diffusion.Frame;
import dev.unmask.network.Beliefs;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.zip.CRC32C;

/// One frame as one row of the table `frame`.
final class FrameRow {
  private static final String INSERT =
      """
      INSERT INTO frame (run, step, steps, evaluations, nanos, alternatives, ids, roles, guess,
        changed, positions, candidates, log_probabilities, entropies, top_ids,
        top_log_probabilities, crc, approximate)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
      """;

  private static final int FIRST_BLOB = 7;

  private static final int APPROXIMATE = 18;

  private FrameRow() {}

  /// The rows of a run in a file of some version: the first one knew no approximate frames.
  static String select(int version) {
    return """
    SELECT run, step, steps, evaluations, nanos, alternatives, ids, roles, guess, changed, positions,
      candidates, log_probabilities, entropies, top_ids, top_log_probabilities, crc, %s
    FROM frame WHERE run = ?\
    """
        .formatted(version < 2 ? "0 AS approximate" : "approximate");
  }

  static void insert(Statements sql, long run, Frame frame) throws SQLException {
    Beliefs b = frame.beliefs();
    byte[][] blobs = {
      Blobs.of(frame.ids()),
      frame.roles(),
      Blobs.of(frame.guess()),
      Blobs.of(frame.changed()),
      Blobs.of(b.positions()),
      Blobs.of(b.candidates()),
      Blobs.of(b.logProbabilities()),
      Blobs.of(b.entropies()),
      Blobs.of(b.topIds()),
      Blobs.of(b.topLogProbabilities())
    };
    PreparedStatement insert = sql.of(INSERT);
    insert.setLong(1, run);
    insert.setInt(2, frame.step());
    insert.setInt(3, frame.steps());
    insert.setInt(4, frame.evaluations());
    insert.setLong(5, frame.nanos());
    insert.setInt(6, b.alternatives());
    for (int i = 0; i < blobs.length; i++) {
      insert.setBytes(FIRST_BLOB + i, blobs[i]);
    }
    insert.setLong(
        FIRST_BLOB + blobs.length,
        crc(
            frame.step(),
            frame.steps(),
            frame.evaluations(),
            frame.nanos(),
            b.alternatives(),
            frame.approximate(),
            blobs));
    insert.setBoolean(APPROXIMATE, frame.approximate());
    insert.executeUpdate();
  }

  /// @throws Problem SESSION if the row is not what was written
  static Frame read(ResultSet row) throws SQLException {
    long run = row.getLong(1);
    int step = row.getInt(2);
    byte[][] blobs = new byte[10][];
    for (int i = 0; i < blobs.length; i++) {
      byte[] blob = row.getBytes(FIRST_BLOB + i);
      // An empty array comes back as an empty blob or, from some writers, as NULL.
      blobs[i] = blob == null ? new byte[0] : blob;
    }
    int steps = row.getInt(3);
    int evaluations = row.getInt(4);
    long nanos = row.getLong(5);
    int alternatives = row.getInt(6);
    boolean approximate = row.getBoolean(APPROXIMATE);
    if (crc(step, steps, evaluations, nanos, alternatives, approximate, blobs)
        != row.getLong(FIRST_BLOB + blobs.length)) {
      throw damaged(run, step);
    }
    try {
      return new Frame(
          step,
          steps,
          Blobs.ints(blobs[0]),
          blobs[1],
          Blobs.ints(blobs[2]),
          Blobs.ints(blobs[3]),
          new Beliefs(
              Blobs.ints(blobs[4]),
              Blobs.ints(blobs[5]),
              Blobs.floats(blobs[6]),
              Blobs.floats(blobs[7]),
              alternatives,
              Blobs.ints(blobs[8]),
              Blobs.floats(blobs[9])),
          evaluations,
          nanos,
          approximate);
    } catch (IllegalArgumentException e) {
      throw damaged(run, step);
    }
  }

  private static Problem damaged(long run, int step) {
    return new Problem(
        Code.SESSION,
        "Step %d of run %d was changed after it was written.".formatted(step, run),
        "The other steps are not affected.");
  }

  /// CRC-32C of five numbers (three int32, an int64, an int32) and the ten blobs, in the order of
  /// the columns, each blob preceded by its length as an int32; all little-endian; then, for an
  /// approximate frame only, a byte 1.
  private static long crc(
      int step,
      int steps,
      int evaluations,
      long nanos,
      int alternatives,
      boolean approximate,
      byte[][] blobs) {
    ByteBuffer numbers = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    numbers.putInt(step).putInt(steps).putInt(evaluations).putLong(nanos).putInt(alternatives);
    CRC32C crc = new CRC32C();
    crc.update(numbers.array());
    ByteBuffer length = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
    for (byte[] blob : blobs) {
      length.putInt(0, blob.length);
      crc.update(length.array());
      crc.update(blob);
    }
    if (approximate) {
      crc.update(1);
    }
    return crc.getValue();
  }
}
