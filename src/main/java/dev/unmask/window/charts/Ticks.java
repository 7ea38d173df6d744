package dev.unmask.window.charts;

/// Round numbers for an axis that begins at 0.
///
/// @param unit distance from one tick to the next: 1, 2 or 5 times a power of ten
/// @param end of the axis, a multiple of the unit
/// @param decimals that the numbers need
record Ticks(double unit, double end, int decimals) {
  private static final int INTERVALS = 4;

  /// Ticks for values up to a highest one, in four intervals or fewer.
  static Ticks upTo(double highest) {
    double top = highest > 0 && Double.isFinite(highest) ? highest : 1;
    double power = Math.pow(10, Math.floor(Math.log10(top / INTERVALS)));
    double unit = 10 * power;
    for (int factor : new int[] {5, 2, 1}) {
      if (Math.ceil(top / (factor * power) - 1e-9) <= INTERVALS) {
        unit = factor * power;
      }
    }
    int decimals = Math.max(0, (int) -Math.floor(Math.log10(unit) + 1e-9));
    return new Ticks(unit, unit * Math.ceil(top / unit - 1e-9), decimals);
  }
}
