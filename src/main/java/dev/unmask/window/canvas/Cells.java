package dev.unmask.window.canvas;

/// Where every position of a canvas stands.
///
/// @param x `[length]` left edges in pixels
/// @param y `[length]` top edges
/// @param width `[length]`
/// @param row `[length]` row numbers, ascending
/// @param cellHeight height of every cell
/// @param height of all rows together
public record Cells(
    double[] x, double[] y, double[] width, int[] row, double cellHeight, double height) {

  /// Number of positions.
  public int count() {
    return x.length;
  }

  /// The position under a point, or the nearest one of its row.
  ///
  /// @return -1 if the point is outside of all rows or far from every cell
  public int at(double px, double py) {
    for (int i = 0; i < x.length; i++) {
      if (py >= y[i] - 2 && py < y[i] + cellHeight + 2 && px >= x[i] && px < x[i] + width[i] + 2) {
        return i;
      }
    }
    return -1;
  }

  /// The nearest position one row up or down, the same position if there is none.
  ///
  /// @param position where to start
  /// @param rows -1 up, 1 down
  public int vertically(int position, int rows) {
    double middle = x[position] + width[position] / 2;
    int best = position;
    double distance = Double.MAX_VALUE;
    for (int i = 0; i < x.length; i++) {
      double d = Math.abs(x[i] + width[i] / 2 - middle);
      if (row[i] == row[position] + rows && d < distance) {
        best = i;
        distance = d;
      }
    }
    return best;
  }

  /// Between this arrangement and a later one of the same positions.
  ///
  /// @param share 0 this, 1 the other
  public Cells toward(Cells other, double share) {
    if (other.count() != count() || share >= 1) {
      return other;
    }
    double[] px = new double[x.length];
    double[] py = new double[x.length];
    double[] pw = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      px[i] = x[i] + (other.x[i] - x[i]) * share;
      py[i] = y[i] + (other.y[i] - y[i]) * share;
      pw[i] = width[i] + (other.width[i] - width[i]) * share;
    }
    return new Cells(px, py, pw, other.row, other.cellHeight, other.height);
  }
}
