package dev.unmask.window.canvas;

import java.util.List;

/// Puts slots into rows: as text that wraps between words, or as a grid for counting.
public final class Arrangement {
  /// Height of a token, and the distance from one line of text to the next.
  public static final double CELL = 28;

  static final double PITCH = 36;
  static final double GAP = 2;
  static final double GRID_WIDTH = 56;
  static final double GRID_PITCH = 32;

  /// Room on the left of a grid row for the number of its first position.
  static final double MARGIN = 36;

  private Arrangement() {}

  /// As text.
  ///
  /// @param slots one for each position
  /// @param width of a line in pixels
  public static Cells text(List<Slot> slots, double width) {
    int n = slots.size();
    double[] x = new double[n];
    double[] y = new double[n];
    double[] w = new double[n];
    int[] row = new int[n];
    double pen = 0;
    int line = 0;
    for (int i = 0; i < n; i++) {
      Slot slot = slots.get(i);
      boolean tooWide = pen + slot.width() > width;
      boolean wordTooWide = !slot.joins() && pen + wordWidth(slots, i, width) > width;
      if (pen > 0 && (tooWide || wordTooWide)) {
        pen = 0;
        line++;
      }
      w[i] = pen == 0 ? slot.width() - slot.space() : slot.width();
      x[i] = pen;
      y[i] = line * PITCH;
      row[i] = line;
      pen += w[i] + GAP;
      if (slot.breaks()) {
        pen = 0;
        line++;
      }
    }
    double height = n == 0 ? 0 : row[n - 1] * PITCH + CELL;
    return new Cells(x, y, w, row, CELL, height);
  }

  /// The width of the word that starts here, 0 if it does not fit on a line of its own.
  private static double wordWidth(List<Slot> slots, int start, double limit) {
    double width = slots.get(start).width();
    for (int i = start + 1; i < slots.size() && slots.get(i).joins(); i++) {
      width += GAP + slots.get(i).width();
    }
    return width > limit ? 0 : width;
  }

  /// One cell of the same size for each position, in rows of a multiple of eight where they fit.
  ///
  /// @param count number of positions
  /// @param width of a row in pixels
  public static Cells grid(int count, double width) {
    int columns = columns(width);
    double[] x = new double[count];
    double[] y = new double[count];
    double[] w = new double[count];
    int[] row = new int[count];
    for (int i = 0; i < count; i++) {
      row[i] = i / columns;
      x[i] = MARGIN + i % columns * (GRID_WIDTH + GAP);
      y[i] = row[i] * GRID_PITCH;
      w[i] = GRID_WIDTH;
    }
    double height = count == 0 ? 0 : row[count - 1] * GRID_PITCH + CELL;
    return new Cells(x, y, w, row, CELL, height);
  }

  /// How many cells a row of a grid holds.
  static int columns(double width) {
    int fit = Math.max(1, (int) ((width - MARGIN + GAP) / (GRID_WIDTH + GAP)));
    return fit >= 8 ? fit - fit % 8 : fit;
  }
}
