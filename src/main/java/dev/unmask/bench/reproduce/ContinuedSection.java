package dev.unmask.bench.reproduce;

import dev.unmask.job.sweep.Contestant;
import dev.unmask.job.sweep.PointScore;
import dev.unmask.job.sweep.SweepTask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What the base comes to that learns on as it began, on the text and for the steps of the
/// adaptation: the control without which nothing is known of what masks give or take.
final class ContinuedSection implements Section {
  /// Name of the recipe, and of the folders without the number of a seed.
  static final String CONTINUED = "continued";

  private static final String ADAPTED = "everything";
  private static final String STEPS = "32";

  private static final Contestant BASE = new Contestant("wordmath-llama", true);

  @Override
  public void write(Page page, Measuring measuring) {
    page.heading("Left to right at an equal budget");
    page.line(
        "Paper: GPT-2 medium learns on from left to right on the same text; compared by benchmarks"
            + " of world knowledge, which generated problems do not ask for.");
    page.line(
        "Here: the bundled base learns on from left to right (`%s`), on the data and for the steps"
                .formatted(CONTINUED)
            + " of the ablation. The same held-out problems, the most probable token;");
    page.line("percent right, means over the seeds of the training ± standard error.");
    List<Path> folders = measuring.measures() ? measuring.trained(CONTINUED) : List.of();
    if (folders.isEmpty()) {
      page.paragraph(
          measuring.measures() ? Measuring.waiting(CONTINUED + "-1") : Measuring.NOT_MEASURED);
      return;
    }
    SweepTask task = measuring.problemsOf(folders.getFirst());
    List<Double> continued = new ArrayList<>();
    List<Double> paired = new ArrayList<>();
    List<Double> adapted = new ArrayList<>();
    List<Path> masks = measuring.trained(ADAPTED);
    for (Path folder : folders) {
      double right = score(measuring, task, new Contestant(folder.toString(), true)).share();
      continued.add(right);
      masks.stream()
          .filter(m -> Measuring.seed(m) == Measuring.seed(folder))
          .findFirst()
          .ifPresent(
              m -> {
                paired.add(right);
                adapted.add(TrainedModel.of(m, task, measuring).right(STEPS));
              });
    }
    page.head("", "right, %", "seeds");
    page.row("the base as it stands", Numbers.interval(score(measuring, task, BASE)), "1");
    page.row("learnt on from left to right", spread(continued), String.valueOf(continued.size()));
    if (!adapted.isEmpty()) {
      page.row("adapted to masks, T=" + STEPS, spread(adapted), String.valueOf(adapted.size()));
      page.paragraph(
          "Against learning on from left to right, masks at T=%s: %s."
              .formatted(
                  STEPS,
                  Numbers.tested("accuracy", "%+.1f points", 100, array(paired), array(adapted))));
    }
  }

  private static PointScore score(Measuring measuring, SweepTask task, Contestant who) {
    return measuring.sweep(task, List.of(who), List.of(), Map.of(), 1).scores().getFirst();
  }

  private static String spread(List<Double> shares) {
    return Numbers.spread("%.1f", 100, array(shares));
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
