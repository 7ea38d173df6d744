package dev.unmask.session;

import dev.unmask.job.Examination;
import dev.unmask.job.sweep.Point;
import dev.unmask.job.sweep.PointScore;
import dev.unmask.job.sweep.SweepRow;
import dev.unmask.measure.Estimate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Examinations that nobody had to sit.
public final class Examined {
  private Examined() {}

  /// @param right of ten problems, in 8 steps
  public static Examination at(long step, int right) {
    List<SweepRow> rows =
        IntStream.range(0, 10)
            .mapToObj(
                i -> new SweepRow(0, 0, i, false, i < right, "4", "", Map.of("chain", 1.0), 8, 5))
            .toList();
    Point point = new Point(0, 0, Map.of("steps", "8"));
    return new Examination(
        step,
        0.25,
        Optional.of(new Estimate(0.5, 0.01, 10)),
        List.of(new Examination.Score("8 steps", PointScore.of(List.of(point), rows).getFirst())),
        Optional.of(new Examination.Sample("2+2?", "4", "<<2+2=4>> #### 4")));
  }
}
