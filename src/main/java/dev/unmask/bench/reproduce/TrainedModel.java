package dev.unmask.bench.reproduce;

import dev.unmask.job.sweep.Axis;
import dev.unmask.job.sweep.Contestant;
import dev.unmask.job.sweep.PointScore;
import dev.unmask.job.sweep.SweepTask;
import dev.unmask.measure.Estimate;
import dev.unmask.session.TrainingMetrics;
import dev.unmask.session.export.SweepExport;
import dev.unmask.train.StepReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What a model came to that was trained for the page.
///
/// @param name of its folder
/// @param seed of its training
/// @param bound nats a token of right answers, over held-out problems
/// @param loss mean cross-entropy of the last steps of its training; NaN if that was not kept
/// @param steps of its training; 0 if that was not kept
/// @param right shares of solved problems by number of denoising steps, in the order of [#STEPS]
record TrainedModel(
    String name, int seed, Estimate bound, double loss, long steps, List<PointScore> right) {
  static final List<String> STEPS = List.of("1", "8", "32");

  private static final String LEVELS = "16";
  private static final int LAST = 100;

  /// Measures it.
  ///
  /// @param task word problems
  static TrainedModel of(Path folder, SweepTask task, Measuring measuring) {
    List<Contestant> who = List.of(new Contestant(folder.toString(), false));
    SweepTask answers =
        new SweepTask(
            SweepTask.ANSWERS,
            "",
            task.items(),
            task.seed(),
            task.largest(),
            task.equations(),
            false);
    SweepExport bound = measuring.sweep(answers, who, List.of(), Map.of("steps", LEVELS), 1);
    SweepExport right = measuring.sweep(task, who, List.of(new Axis("steps", STEPS)), Map.of(), 1);
    List<StepReport> reports = new TrainingMetrics(folder).read();
    List<StepReport> last = reports.subList(Math.max(0, reports.size() - LAST), reports.size());
    return new TrainedModel(
        String.valueOf(folder.getFileName()),
        Measuring.seed(folder),
        bound.scores().getFirst().perToken(bound.rows()),
        last.stream().mapToDouble(StepReport::crossEntropy).average().orElse(Double.NaN),
        reports.isEmpty() ? 0 : reports.getLast().step(),
        right.scores());
  }

  /// The share of solved problems with so many steps.
  double right(String steps) {
    return right.get(STEPS.indexOf(steps)).share();
  }
}
