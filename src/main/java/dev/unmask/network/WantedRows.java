package dev.unmask.network;

import dev.unmask.engine.Scope;
import dev.unmask.engine.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Which output rows of a network are read, and so which columns its last layer has to compute.
final class WantedRows {
  private WantedRows() {}

  /// The columns in which any canvas has a wanted row, ascending: the last layer computes no
  /// others.
  static int[] columns(int[][]... picks) {
    int reach = 0;
    for (int[][] rows : picks) {
      for (int[] of : rows) {
        for (int row : of) {
          reach = Math.max(reach, row + 1);
        }
      }
    }
    boolean[] wanted = new boolean[reach];
    int n = 0;
    for (int[][] rows : picks) {
      for (int[] of : rows) {
        for (int row : of) {
          n += wanted[row] ? 0 : 1;
          wanted[row] = true;
        }
      }
    }
    int[] columns = new int[n];
    for (int row = reach - 1; row >= 0; row--) {
      if (wanted[row]) {
        columns[--n] = row;
      }
    }
    return columns;
  }

  /// The same rows, counted within these columns.
  static int[][][] within(int[] columns, int[][]... picks) {
    int[][][] out = new int[picks.length][][];
    for (int i = 0; i < out.length; i++) {
      out[i] = new int[picks[i].length][];
      for (int b = 0; b < out[i].length; b++) {
        int[] rows = picks[i][b].clone();
        for (int j = 0; j < rows.length; j++) {
          rows[j] = Arrays.binarySearch(columns, rows[j]);
        }
        out[i][b] = rows;
      }
    }
    return out;
  }

  /// The output rows to read, one tensor for each of `picks`.
  static List<Tensor> picked(Scope step, int length, int[][]... picks) {
    List<Tensor> out = new ArrayList<>();
    for (int i = 0; i < picks.length; i++) {
      int[] flat = flatten(picks[i], length);
      if (flat.length == 0) {
        throw new IllegalArgumentException("no position wanted");
      }
      int skip = i * picks[0].length * length;
      for (int j = 0; j < flat.length; j++) {
        flat[j] += skip;
      }
      out.add(step.ids(flat, flat.length));
    }
    return out;
  }

  static int[] flatten(int[][] rows, int length) {
    int n = 0;
    for (int[] r : rows) {
      n += r.length;
    }
    int[] flat = new int[n];
    int k = 0;
    for (int b = 0; b < rows.length; b++) {
      for (int r : rows[b]) {
        flat[k++] = b * length + r;
      }
    }
    return flat;
  }
}
