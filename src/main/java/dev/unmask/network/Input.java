package dev.unmask.network;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What goes into a network: canvases of one length, and how they are read.
///
/// @param ids `[batch][length]` token ids
/// @param positions `[length]` position of each column, shared by the rows
/// @param allowed `[length * length]` row-major, 1 where a query (row) may attend to a key, shared
///     by all canvases and heads, or `[batch * length * length]` for each canvas its own; null for
///     the network's own attention
/// @param noise `[batch]` noise level sigma of each row, for networks that are told it; else 0
public record Input(int[][] ids, int[] positions, byte @Nullable [] allowed, double[] noise) {
  public Input {
    if (ids.length == 0 || positions.length != ids[0].length || noise.length != ids.length) {
      throw new IllegalArgumentException("input of unequal parts");
    }
    int square = positions.length * positions.length;
    if (allowed != null && allowed.length != square && allowed.length != ids.length * square) {
      throw new IllegalArgumentException("attention of another length");
    }
    for (int[] row : ids) {
      if (row.length != positions.length) {
        throw new IllegalArgumentException("canvases of different length");
      }
    }
  }

  /// Canvases at positions 0, 1, …, under the network's own attention, without noise.
  public static Input of(int[][] ids) {
    int length = ids.length == 0 ? 0 : ids[0].length;
    return new Input(ids, IntStream.range(0, length).toArray(), null, new double[ids.length]);
  }

  /// The same under another attention.
  public Input attending(byte @Nullable [] attention) {
    return new Input(ids, positions, attention, noise);
  }

  /// The same at other positions.
  public Input at(int... columns) {
    return new Input(ids, columns, allowed, noise);
  }

  /// The same at other noise levels.
  public Input noised(double... sigma) {
    return new Input(ids, positions, allowed, sigma);
  }

  /// Number of columns.
  public int length() {
    return positions.length;
  }

  /// One more than the largest position.
  int reach() {
    return 1 + Arrays.stream(positions).max().orElse(-1);
  }
}
