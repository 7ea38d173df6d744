package dev.unmask.bench.reproduce;

import dev.unmask.job.sweep.Axis;
import dev.unmask.job.sweep.PairTest;
import dev.unmask.job.sweep.PointScore;
import dev.unmask.job.sweep.SweepRow;
import dev.unmask.session.export.SweepExport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// More denoising steps, better answers.
final class StepsSection implements Section {
  private static final List<String> DETERMINED = List.of("topk-confidence", "dream-entropy");
  private static final List<String> DRAWN = List.of("random-keep");
  private static final List<String> STEPS = List.of("1", "2", "4", "8", "16", "32", "64");

  /// A sampler at every number of steps.
  private record Line(String sampler, int first) {}

  @Override
  public void write(Page page, Measuring measuring) {
    page.heading("Accuracy against steps");
    page.line(
        "Paper (DiffuLLaMA, HSwag/Wino/SIQA/PIQA): T=32 58.7/56.4/43.2/63.3; T=8"
            + " 47.1/52.6/41.9/57.1.");
    page.line(
        "Here: word problems with the bundled model, percent right (95 %); the most probable token"
            + " each time.");
    if (!measuring.measures()) {
      page.paragraph(Measuring.NOT_MEASURED);
      return;
    }
    int seeds = measuring.extent().seeds();
    page.line("Only random-keep draws: it has %d seeds, the others have one.".formatted(seeds));
    SweepExport determined = sweep(measuring, DETERMINED, 1);
    SweepExport drawn = sweep(measuring, DRAWN, seeds);
    List<String> head = new ArrayList<>(STEPS);
    head.addFirst("sampler");
    page.head(head.toArray(String[]::new));
    List<PointScore> scores = new ArrayList<>(determined.scores());
    scores.addAll(drawn.scores());
    List<Line> lines = new ArrayList<>();
    for (String sampler : List.of(DETERMINED.get(0), DETERMINED.get(1), DRAWN.get(0))) {
      Line line = new Line(sampler, lines.size() * STEPS.size());
      lines.add(line);
      List<String> cells = new ArrayList<>(List.of(sampler));
      scores.subList(line.first(), line.first() + STEPS.size()).stream()
          .map(Numbers::interval)
          .forEach(cells::add);
      page.row(cells);
    }
    List<SweepRow> rows = new ArrayList<>(determined.rows());
    drawn.rows().forEach(r -> rows.add(moved(r, DETERMINED.size() * STEPS.size())));
    for (Line line : lines) {
      compare(page, rows, line, "8", line, "32");
    }
    compare(page, rows, lines.getLast(), "64", lines.getFirst(), "64");
  }

  private static SweepExport sweep(Measuring measuring, List<String> samplers, int seeds) {
    return measuring.sweep(
        measuring.wordProblems(),
        List.of(Measuring.DEFAULT),
        List.of(new Axis("sampler", samplers), new Axis("steps", STEPS)),
        Map.of("draw", "argmax"),
        seeds);
  }

  /// The same row of a point that stands further behind.
  private static SweepRow moved(SweepRow r, int by) {
    return new SweepRow(
        r.point() + by,
        r.repeat(),
        r.item(),
        r.skipped(),
        r.right(),
        r.written(),
        r.words(),
        r.scores(),
        r.evaluations(),
        r.nanos());
  }

  private static void compare(
      Page page, List<SweepRow> rows, Line one, String with, Line other, String otherWith) {
    page.paragraph(
        PairTest.of(
                rows, one.first() + STEPS.indexOf(with), other.first() + STEPS.indexOf(otherWith))
            .words(one.sampler() + " at T=" + with, other.sampler() + " at T=" + otherWith));
  }
}
