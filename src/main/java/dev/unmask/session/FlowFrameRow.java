package dev.unmask.session;

import dev.unmask.flow.FlowEvaluation;
import dev.unmask.flow.FlowFrame;
import dev.unmask.flow.Integration;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/// One integrated token as one row of the table `flow_frame`: its evaluations are blobs of as many
/// elements each.
final class FlowFrameRow {
  private static final String INSERT =
      """
      INSERT INTO flow_frame (run, token, position, id, calls, outcome, nanos, alternatives,
        chosen, top_ids, top_log_probabilities, times, attempts, accepted, tokens, entropies,
        guess_ids, guess_log_probabilities, path, crc)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
      """;

  static final String SELECT =
      """
      SELECT run, token, position, id, calls, outcome, nanos, alternatives, chosen, top_ids,
        top_log_probabilities, times, attempts, accepted, tokens, entropies, guess_ids,
        guess_log_probabilities, path, crc
      FROM flow_frame WHERE run = ?\
      """;

  private static final int NUMBERS = 8;
  private static final int BLOBS = 11;

  /// Doubles of an evaluation: time, step, length of the state, temperature.
  private static final int TIMES = 4;

  /// Floats of an evaluation: the state and the estimate in the plane.
  private static final int PATH = 4;

  private FlowFrameRow() {}

  static void insert(Statements sql, long run, FlowFrame frame) throws SQLException {
    List<FlowEvaluation> all = frame.evaluations();
    int n = all.size();
    int k = frame.topIds().length;
    double[] times = new double[n * TIMES];
    int[] attempts = new int[n];
    byte[] accepted = new byte[n];
    int[] tokens = new int[n];
    float[] entropies = new float[n];
    int[] ids = new int[n * k];
    float[] logs = new float[n * k];
    float[] path = new float[n * PATH];
    for (int i = 0; i < n; i++) {
      FlowEvaluation e = all.get(i);
      double[] time = {e.t(), e.step(), e.norm(), e.heat()};
      System.arraycopy(time, 0, times, i * TIMES, TIMES);
      attempts[i] = e.attempt();
      accepted[i] = (byte) (e.accepted() ? 1 : 0);
      tokens[i] = e.token();
      entropies[i] = e.entropy();
      System.arraycopy(e.topIds(), 0, ids, i * k, k);
      System.arraycopy(e.topLogProbabilities(), 0, logs, i * k, k);
      System.arraycopy(e.at(), 0, path, i * PATH, 2);
      System.arraycopy(e.towards(), 0, path, i * PATH + 2, 2);
    }
    byte[][] blobs = {
      Blobs.of(new float[] {frame.logProbability(), frame.entropy()}),
      Blobs.of(frame.topIds()),
      Blobs.of(frame.topLogProbabilities()),
      Blobs.of(times),
      Blobs.of(attempts),
      accepted,
      Blobs.of(tokens),
      Blobs.of(entropies),
      Blobs.of(ids),
      Blobs.of(logs),
      Blobs.of(path)
    };
    long[] numbers = {
      frame.index(), frame.position(), frame.token(), frame.calls(), frame.nanos(), k
    };
    PreparedStatement insert = sql.of(INSERT);
    insert.setLong(1, run);
    insert.setLong(2, frame.index());
    insert.setLong(3, frame.position());
    insert.setLong(4, frame.token());
    insert.setLong(5, frame.calls());
    insert.setString(6, frame.end().name());
    insert.setLong(7, frame.nanos());
    insert.setLong(8, k);
    for (int i = 0; i < BLOBS; i++) {
      insert.setBytes(NUMBERS + 1 + i, blobs[i]);
    }
    insert.setLong(NUMBERS + BLOBS + 1, crc(numbers, frame.end().name(), blobs));
    insert.executeUpdate();
  }

  /// @throws Problem SESSION if the row is not what was written
  static FlowFrame read(ResultSet row) throws SQLException {
    long run = row.getLong(1);
    int index = row.getInt(2);
    byte[][] blobs = new byte[BLOBS][];
    for (int i = 0; i < BLOBS; i++) {
      byte[] blob = row.getBytes(NUMBERS + 1 + i);
      blobs[i] = blob == null ? new byte[0] : blob;
    }
    int k = row.getInt(8);
    long[] numbers = {index, row.getInt(3), row.getInt(4), row.getInt(5), row.getLong(7), k};
    String outcome = row.getString(6);
    if (crc(numbers, outcome, blobs) != row.getLong(NUMBERS + BLOBS + 1)) {
      throw damaged(run, index);
    }
    try {
      float[] chosen = Blobs.floats(blobs[0]);
      return new FlowFrame(
          index,
          row.getInt(3),
          row.getInt(4),
          chosen[0],
          chosen[1],
          Blobs.ints(blobs[1]),
          Blobs.floats(blobs[2]),
          evaluations(blobs, k),
          row.getInt(5),
          Integration.End.valueOf(outcome),
          row.getLong(7));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw damaged(run, index);
    }
  }

  private static List<FlowEvaluation> evaluations(byte[][] blobs, int k) {
    double[] times = Blobs.doubles(blobs[3]);
    int[] attempts = Blobs.ints(blobs[4]);
    int[] tokens = Blobs.ints(blobs[6]);
    float[] entropies = Blobs.floats(blobs[7]);
    int[] ids = Blobs.ints(blobs[8]);
    float[] logs = Blobs.floats(blobs[9]);
    float[] path = Blobs.floats(blobs[10]);
    List<FlowEvaluation> all = new ArrayList<>();
    for (int i = 0; i < attempts.length; i++) {
      int t = i * TIMES;
      int p = i * PATH;
      all.add(
          new FlowEvaluation(
              times[t],
              times[t + 1],
              attempts[i],
              blobs[5][i] == 1,
              times[t + 2],
              times[t + 3],
              tokens[i],
              entropies[i],
              Arrays.copyOfRange(ids, i * k, (i + 1) * k),
              Arrays.copyOfRange(logs, i * k, (i + 1) * k),
              new float[] {path[p], path[p + 1]},
              new float[] {path[p + 2], path[p + 3]}));
    }
    return all;
  }

  private static Problem damaged(long run, int index) {
    return new Problem(
        Code.SESSION,
        "Token %d of run %d was changed after it was written.".formatted(index, run),
        "The other tokens are not affected.");
  }

  /// CRC-32C of the numbers (int64), the outcome in ASCII, and the blobs in the order of the
  /// columns, each preceded by its length as an int32; all little-endian.
  private static long crc(long[] numbers, String outcome, byte[][] blobs) {
    CRC32C crc = new CRC32C();
    ByteBuffer eight = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    for (long n : numbers) {
      crc.update(eight.putLong(0, n).array());
    }
    crc.update(outcome.getBytes(StandardCharsets.US_ASCII));
    ByteBuffer length = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
    for (byte[] blob : blobs) {
      crc.update(length.putInt(0, blob.length).array());
      crc.update(blob);
    }
    return crc.getValue();
  }
}
