package dev.unmask.flow;

/// Whether numbers are numbers.
final class Finite {
  private Finite() {}

  static boolean all(double[] x) {
    for (double v : x) {
      if (!Double.isFinite(v)) {
        return false;
      }
    }
    return true;
  }
}
