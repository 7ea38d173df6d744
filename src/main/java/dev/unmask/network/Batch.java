package dev.unmask.network;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.Arrays;
import java.util.List;

/// Rows of different lengths as one input, filled in the way that a family was trained with.
///
/// @param input all rows, of the length of the longest
/// @param begins `[batch]` the column at which each row begins
public record Batch(Input input, int[] begins) {
  /// @param blueprint says how the family fills
  /// @param rows ids, at least one in each
  /// @param fill the id that fills, usually the padding or the end of a text
  /// @throws Problem CANVAS if the lengths differ and the family knows no filling
  public static Batch of(Blueprint blueprint, List<int[]> rows, int fill) {
    int length = rows.stream().mapToInt(r -> r.length).max().orElse(0);
    int[] begins = new int[rows.size()];
    if (rows.stream().allMatch(r -> r.length == length)) {
      return new Batch(Input.of(rows.toArray(int[][]::new)), begins);
    }
    int[][] filled = new int[rows.size()][length];
    switch (blueprint.traits().padding()) {
      case RIGHT_UNSEEN, RIGHT_SEEN -> {}
      case LEFT_HIDDEN -> Arrays.setAll(begins, b -> length - rows.get(b).length);
      case NONE ->
          throw new Problem(
              Code.CANVAS,
              blueprint.family() + " was trained on canvases of one length and knows no filling.",
              "Give canvases of one length, or one after the other.");
    }
    for (int b = 0; b < filled.length; b++) {
      Arrays.fill(filled[b], fill);
      System.arraycopy(rows.get(b), 0, filled[b], begins[b], rows.get(b).length);
    }
    Input input = Input.of(filled);
    return new Batch(
        blueprint.traits().padding() == Blueprint.Padding.LEFT_HIDDEN
            ? input.attending(hidden(begins, length))
            : input,
        begins);
  }

  /// What fills is seen by nobody; it sees the row itself, so that nothing is divided by zero.
  private static byte[] hidden(int[] begins, int length) {
    byte[] allowed = new byte[begins.length * length * length];
    for (int b = 0; b < begins.length; b++) {
      for (int q = 0; q < length; q++) {
        int row = (b * length + q) * length;
        Arrays.fill(allowed, row + begins[b], row + length, (byte) 1);
      }
    }
    return allowed;
  }
}
