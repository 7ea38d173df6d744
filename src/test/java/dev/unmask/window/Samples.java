package dev.unmask.window;

import dev.unmask.diffusion.Frame;
import dev.unmask.diffusion.Role;
import dev.unmask.network.Beliefs;
import dev.unmask.window.trace.Face;
import dev.unmask.window.trace.Faces;
import dev.unmask.window.trace.Trace;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Runs made by a small rule, for tests that need no network: the answer is written a few positions
/// per step, and guesses become right and sure as the run goes on.
public final class Samples {
  /// Token texts by id; the first five are special.
  public static final List<String> WORDS =
      List.of(
          "<pad>",
          "<bos>",
          "<sep>",
          "<eos>",
          "<mask>",
          "Mia",
          " has",
          " 1",
          "2",
          " books",
          ".",
          " She",
          " shares",
          " them",
          " equally",
          " with",
          " 3",
          " friends",
          " How",
          " many",
          "?",
          "<<",
          "12",
          "/",
          "3",
          "=",
          "4",
          ">>",
          " ####",
          " 4",
          "\n");

  private Samples() {}

  /// Faces of [#WORDS].
  public static Faces faces() {
    return id ->
        id < 0 || id >= WORDS.size()
            ? Face.unknown(id)
            : Face.of(id, WORDS.get(id).getBytes(StandardCharsets.UTF_8), id < 5);
  }

  /// The whole row, question and answer.
  public static int[] row() {
    return new int[] {
      1, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 10, 18, 19, 20, 2, 21, 22, 23, 24, 25, 26,
      27, 28, 29, 3, 0, 0, 0
    };
  }

  /// The first position that the model writes.
  public static final int PROMPT = 19;

  /// The frames of a run over [#row].
  ///
  /// @param steps `T`
  public static List<Frame> frames(int steps) {
    int[] row = row();
    int n = row.length;
    List<Frame> frames = new ArrayList<>();
    int[] ids = row.clone();
    byte[] roles = new byte[n];
    for (int i = PROMPT; i < n; i++) {
      roles[i] = Role.MASKED.code();
      ids[i] = 4;
    }
    for (int step = 1; step <= steps; step++) {
      int[] masked = masked(roles);
      Beliefs beliefs = beliefs(masked, row, (double) step / steps);
      int[] guess = ids.clone();
      for (int k = 0; k < masked.length; k++) {
        guess[masked[k]] = beliefs.candidates()[k];
      }
      int[] changed = reveal(masked, n - PROMPT, steps, step);
      ids = ids.clone();
      roles = roles.clone();
      for (int p : changed) {
        ids[p] = guess[p];
        roles[p] = Role.REVEALED.code();
      }
      frames.add(new Frame(step, steps, ids, roles, guess, changed, beliefs, step, 2_000_000L));
    }
    return frames;
  }

  /// A finished run over [#row].
  public static Trace trace(int steps) {
    return Trace.of(steps, row(), startRoles(), frames(steps));
  }

  /// A run over [#row] that has made no step yet.
  public static Trace begun(int steps) {
    return new Trace(steps, row(), startRoles());
  }

  /// Roles before the first step.
  public static byte[] startRoles() {
    byte[] roles = new byte[row().length];
    java.util.Arrays.fill(roles, PROMPT, roles.length, Role.MASKED.code());
    return roles;
  }

  private static int[] masked(byte[] roles) {
    return IntStream.range(0, roles.length).filter(i -> roles[i] == Role.MASKED.code()).toArray();
  }

  private static int[] reveal(int[] masked, int total, int steps, int step) {
    int left = total - total * step / steps;
    return IntStream.of(masked)
        .boxed()
        .sorted((a, b) -> Integer.compare(a * 7 % 13, b * 7 % 13))
        .limit(masked.length - left)
        .mapToInt(Integer::intValue)
        .sorted()
        .toArray();
  }

  private static Beliefs beliefs(int[] positions, int[] row, double progress) {
    int n = positions.length;
    int k = 5;
    int[] candidates = new int[n];
    float[] logs = new float[n];
    float[] entropies = new float[n];
    int[] top = new int[n * k];
    float[] topLogs = new float[n * k];
    for (int i = 0; i < n; i++) {
      int right = row[positions[i]];
      double doubt = (positions[i] * 37 % 100) / 100.0 * (1.2 - progress);
      boolean wrong = doubt > 0.75;
      double p = Math.max(0.08, 1 - doubt);
      candidates[i] = wrong ? (right + 1) % WORDS.size() : right;
      logs[i] = (float) Math.log(p);
      entropies[i] = (float) (3 * doubt);
      for (int j = 0; j < k; j++) {
        top[i * k + j] = (candidates[i] + j * 3) % WORDS.size();
        topLogs[i * k + j] = (float) Math.log(j == 0 ? p : (1 - p) / Math.pow(2, j));
      }
    }
    return new Beliefs(positions, candidates, logs, entropies, k, top, topLogs);
  }
}
