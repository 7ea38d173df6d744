package dev.unmask.window.train;

import dev.unmask.job.Examination;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The curves of a training at one moment. Nobody changes its arrays.
///
/// @param total last step of the recipe
/// @param steps at which there are values, ascending
/// @param values `[steps.length]` of each measure, as they were
/// @param examinations by steps
record Curves(
    long total, double[] steps, Map<Measure, double[]> values, List<Examination> examinations) {
  /// Nothing yet.
  static final Curves NONE = new Curves(1, new double[0], Map.of(), List.of());

  /// Of the running mean: about five values.
  private static final double MEMORY = 0.8;

  /// Share of the values that are surely seen.
  private static final double SEEN = 0.98;

  /// The running mean is seen up to so many times them; what is higher is cut.
  private static final double SEEN_TIMES = 4;

  boolean empty() {
    return steps.length == 0;
  }

  /// Values as they were.
  double[] raw(Measure m) {
    return values.getOrDefault(m, new double[0]);
  }

  /// A running mean that begins with the first value, of what is noisy; else the values.
  double[] smooth(Measure m) {
    double[] raw = raw(m);
    if (!m.noisy()) {
      return raw;
    }
    double[] out = new double[raw.length];
    double mean = 0;
    double weight = 0;
    for (int i = 0; i < raw.length; i++) {
      mean = MEMORY * mean + (1 - MEMORY) * raw[i];
      weight = MEMORY * weight + (1 - MEMORY);
      out[i] = mean / weight;
    }
    return out;
  }

  /// Up to where an axis goes: a few outliers do not flatten the curve.
  double highest(Measure m) {
    double[] sorted = Arrays.stream(raw(m)).filter(Double::isFinite).sorted().toArray();
    if (sorted.length == 0) {
      return 1;
    }
    double most = sorted[(int) Math.ceil(SEEN * sorted.length) - 1];
    double mean = Arrays.stream(smooth(m)).max().orElse(most);
    return Math.max(most, Math.min(mean, SEEN_TIMES * most));
  }

  /// The last examination at or before a step; null if there is none.
  @Nullable Examination examined(double step) {
    Examination found = null;
    for (Examination e : examinations) {
      found = e.step() <= step ? e : found;
    }
    return found;
  }

  /// The place of the last value at or before a step; -1 if there is none.
  int at(double step) {
    int found = Arrays.binarySearch(steps, step);
    return found >= 0 ? found : -found - 2;
  }
}
