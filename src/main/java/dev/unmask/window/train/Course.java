package dev.unmask.window.train;

import dev.unmask.job.Examination;
import dev.unmask.train.StepReport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// What a training has reported so far, however long it is: steps are gathered in at most so many
/// stretches as a screen can show. Safe for use by several threads.
final class Course {
  /// Stretches of a whole training.
  private static final int STRETCHES = 600;

  /// Steps over which speed is averaged.
  private static final int RECENT = 20;

  private final long total;
  private final long width;
  private final int[] counts;
  private final double[] steps;
  private final Map<Measure, double[]> sums = new EnumMap<>(Measure.class);
  private final Deque<StepReport> recent = new ArrayDeque<>();
  private final NavigableMap<Long, Examination> examinations = new TreeMap<>();
  private long version;
  private long step;
  private long saved;
  private long before;
  private long began;

  /// @param total steps of the recipe
  Course(long total) {
    this.total = Math.max(1, total);
    width = (this.total + STRETCHES - 1) / STRETCHES;
    int n = Math.toIntExact((this.total + width - 1) / width);
    counts = new int[n];
    steps = new double[n];
    for (Measure m : Measure.values()) {
      sums.put(m, new double[n]);
    }
  }

  /// A step that an earlier sitting made.
  synchronized void recall(StepReport r) {
    gather(r);
  }

  /// An examination of an earlier sitting.
  synchronized void recall(Examination found) {
    // One in each stretch is enough for a curve: the newest.
    examinations.put((found.step() - 1) / width, found);
  }

  /// Earlier sittings made so many steps.
  ///
  /// @param newest step of the checkpoint; 0 if there is none
  synchronized void stand(long made, long newest) {
    step = made;
    saved = newest;
    begin(System.nanoTime());
  }

  /// The clock of the time left starts.
  ///
  /// @param now nanoseconds
  synchronized void begin(long now) {
    before = step;
    began = now;
    recent.clear();
    version++;
  }

  /// A step was made.
  synchronized void add(StepReport r) {
    gather(r);
    step = r.step();
    recent.addLast(r);
    if (recent.size() > RECENT) {
      recent.removeFirst();
    }
    version++;
  }

  private void gather(StepReport r) {
    int at = (int) ((r.step() - 1) / width);
    if (at >= 0 && at < counts.length) {
      counts[at]++;
      steps[at] += r.step();
      sums.forEach((m, sum) -> sum[at] += m.of(r));
    }
  }

  /// A checkpoint was written.
  synchronized void saved(long at) {
    saved = at;
    version++;
  }

  /// A checkpoint was examined.
  synchronized void examined(Examination found) {
    recall(found);
    version++;
  }

  /// Grows with everything that is told.
  synchronized long version() {
    return version;
  }

  /// The numbers now.
  ///
  /// @param now nanoseconds
  synchronized Standing standing(long now) {
    double seconds = recent.stream().mapToDouble(StepReport::seconds).sum();
    double tokens = recent.stream().mapToLong(StepReport::tokens).sum();
    double operations = recent.stream().mapToDouble(StepReport::operations).sum();
    long made = step - before;
    double each = made == 0 ? Double.NaN : (now - began) / (double) made;
    return new Standing(
        step,
        total,
        saved,
        seconds > 0 ? tokens / seconds : Double.NaN,
        seconds > 0 ? operations / seconds / 1e9 : Double.NaN,
        made == 0 ? null : Duration.ofNanos((long) (each * (total - step))));
  }

  /// The curves so far.
  synchronized Curves curves() {
    int n = 0;
    for (int count : counts) {
      n += count > 0 ? 1 : 0;
    }
    int made = n;
    Map<Measure, double[]> ys = new EnumMap<>(Measure.class);
    sums.forEach((m, sum) -> ys.put(m, means(sum, made)));
    return new Curves(total, means(steps, made), ys, List.copyOf(examinations.values()));
  }

  /// Of the stretches in which there are steps.
  private double[] means(double[] sum, int made) {
    double[] out = new double[made];
    int next = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        out[next] = sum[i] / counts[i];
        next++;
      }
    }
    return out;
  }
}
