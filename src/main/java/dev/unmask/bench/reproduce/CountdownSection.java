package dev.unmask.bench.reproduce;

import dev.unmask.job.sweep.Contestant;
import dev.unmask.job.sweep.PairTest;
import dev.unmask.job.sweep.PointScore;
import dev.unmask.job.sweep.SweepRow;
import dev.unmask.job.sweep.SweepTask;
import dev.unmask.session.export.SweepExport;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A task in which the first equation is of use only if the later ones are known: what a model that
/// writes left to right is said to be worse at.
final class CountdownSection implements Section {
  /// Of three numbers only about 250 different problems are held out.
  private static final int MOST = 200;

  /// Steps enough for one token at a time.
  private static final String ALONE = "64";

  private static final Contestant WRITER = new Contestant("wordmath-llama", true);

  @Override
  public void write(Page page, Measuring measuring) {
    page.heading("Left to right against diffusion on countdown");
    page.line(
        "Paper: CD4, percent solved: left to right GPT-2 from scratch (85M) 45.8, LLaMA fine-tuned"
            + " (13B) 51.1; diffusion, DiffuGPT-M 87.5.");
    page.line(
        "Here: the bundled base (left to right) and the bundled diffusion model (topk-confidence)."
            + " The last number is in the question,");
    page.line(
        "so what counts is the chain: every equation true, every number used once, the end right"
            + " (95 %).");
    if (!measuring.measures()) {
      page.paragraph(Measuring.NOT_MEASURED);
      return;
    }
    page.head("", "paper", "chain right here", "evaluations");
    StringBuilder words = new StringBuilder();
    for (String task : List.of("countdown-3", "countdown-4")) {
      SweepExport done = sweep(measuring, task, List.of(WRITER, Measuring.DEFAULT), "32");
      List<SweepRow> chains = done.rows().stream().map(CountdownSection::byChain).toList();
      List<PointScore> scores = PointScore.of(done.spec().points(), chains);
      boolean four = task.equals("countdown-4");
      row(page, task + ", left to right", four ? "45.8 to 51.1" : "–", scores.get(0));
      row(page, task + ", diffusion, T=32", four ? "87.5" : "–", scores.get(1));
      SweepExport single = sweep(measuring, task, List.of(Measuring.DEFAULT), ALONE);
      List<SweepRow> alone = single.rows().stream().map(CountdownSection::byChain).toList();
      row(
          page,
          task + ", diffusion, T=" + ALONE,
          "–",
          PointScore.of(single.spec().points(), alone).getFirst());
      words
          .append('\n')
          .append(task)
          .append(": ")
          .append(PairTest.of(chains, 0, 1).words("left to right", "diffusion at T=32"))
          .append(' ')
          .append(
              new Order(
                      List.of("diffusion", "left to right"),
                      List.of(scores.get(1).share(), scores.get(0).share()),
                      false)
                  .words("right chains"))
          .append('\n');
    }
    page.line(words.toString().stripTrailing());
  }

  private static SweepExport sweep(
      Measuring measuring, String task, List<Contestant> contestants, String steps) {
    return measuring.sweep(
        new SweepTask(task, "", Math.min(MOST, measuring.extent().items()), 1, 30, 3, false),
        contestants,
        List.of(),
        Map.of("steps", steps),
        1);
  }

  private static void row(Page page, String who, String paper, PointScore score) {
    page.row(
        who,
        paper,
        Numbers.interval(score),
        String.format(Locale.ROOT, "%.1f", score.evaluations()));
  }

  /// A row that counts as right if its chain is.
  private static SweepRow byChain(SweepRow row) {
    return new SweepRow(
        row.point(),
        row.repeat(),
        row.item(),
        row.skipped(),
        row.scores().getOrDefault("chain", 0.0) > 0,
        row.written(),
        row.words(),
        row.scores(),
        row.evaluations(),
        row.nanos());
  }
}
