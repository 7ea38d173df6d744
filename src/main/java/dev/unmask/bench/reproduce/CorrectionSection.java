package dev.unmask.bench.reproduce;

import dev.unmask.job.sweep.PointScore;
import dev.unmask.job.sweep.SweepRow;
import dev.unmask.measure.Proportion;
import dev.unmask.session.export.SweepExport;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/// Guesses that change before they are written.
final class CorrectionSection implements Section {
  @Override
  public void write(Page page, Measuring measuring) {
    page.heading("Self-correction");
    page.line(
        "Paper: single trajectories in which the guess at a number leaves the value that it has in"
            + " the end and comes back; no count.");
    if (!measuring.measures()) {
      page.paragraph(Measuring.NOT_MEASURED);
      return;
    }
    SweepExport done =
        measuring.sweep(
            measuring.wordProblems(),
            List.of(Measuring.DEFAULT),
            List.of(),
            Map.of("steps", "32"),
            1);
    List<SweepRow> rows = done.rows().stream().filter(r -> !r.skipped()).toList();
    PointScore score = done.scores().getFirst();
    page.line("Here: the bundled model, T=32, %d word problems.".formatted(rows.size()));
    page.head("", "problems, % (95 %)", "of these solved, %");
    line(page, rows, "a guess changed before it was written", r -> number(r, "revisions") > 0);
    line(
        page,
        rows,
        "a guess left what was written in the end, and came back",
        r -> number(r, "returns") > 0);
    line(page, rows, "no guess changed", r -> number(r, "revisions") == 0);
    page.paragraph(
        String.format(
            Locale.ROOT,
            "%.1f changes a problem, at %.2f positions a return; on average the guess was settled"
                + " at step %.1f of 32.",
            score.means().getOrDefault("revisions", Double.NaN),
            score.means().getOrDefault("returns", Double.NaN),
            score.means().getOrDefault("settled", Double.NaN)));
    boolean returns = rows.stream().anyMatch(r -> number(r, "returns") > 0);
    page.paragraph(
        returns
            ? "Such trajectories as the paper shows are seen."
            : "Such trajectories as the paper shows are not seen.");
  }

  private static void line(Page page, List<SweepRow> rows, String name, Predicate<SweepRow> of) {
    List<SweepRow> those = rows.stream().filter(of).toList();
    Proportion share = new Proportion(those.size(), rows.size());
    page.row(
        name,
        Numbers.interval(share),
        those.isEmpty()
            ? "–"
            : Numbers.percent(
                (double) those.stream().filter(SweepRow::right).count() / those.size()));
  }

  private static double number(SweepRow row, String name) {
    return row.scores().getOrDefault(name, 0.0);
  }
}
