package dev.unmask.bench;

import java.util.ArrayList;
import java.util.List;

/// Times of one thing that was done again and again, in seconds.
///
/// Other programs take the processor now and then: medians are told, and things are compared that
/// were done in turn.
final class Times {
  private final List<Double> seconds = new ArrayList<>();

  /// Does something and notes how long it took.
  void of(Runnable work) {
    long began = System.nanoTime();
    work.run();
    add((System.nanoTime() - began) / 1e9);
  }

  void add(double time) {
    seconds.add(time);
  }

  int count() {
    return seconds.size();
  }

  double sum() {
    return seconds.stream().mapToDouble(s -> s).sum();
  }

  double median() {
    return median(seconds);
  }

  /// The median of the ratios of what was done in turn: this time over the other.
  double over(Times other) {
    if (count() != other.count()) {
      throw new IllegalArgumentException(count() + " times against " + other.count());
    }
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < count(); i++) {
      ratios.add(seconds.get(i) / other.seconds.get(i));
    }
    return median(ratios);
  }

  private static double median(List<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
