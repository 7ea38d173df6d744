package dev.unmask.bench.reproduce;

import dev.unmask.job.sweep.Axis;
import dev.unmask.job.sweep.PairTest;
import dev.unmask.job.sweep.PointScore;
import dev.unmask.session.export.SweepExport;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Samplers that ask the network less often.
final class FastSection implements Section {
  private static final List<String> SAMPLERS =
      List.of(
          "topk-confidence",
          "fast-dllm-threshold",
          "fast-dllm-factor",
          "eb-sampler",
          "klass",
          "wino",
          "self-speculative");
  private static final double LEVEL = 0.05;

  @Override
  public void write(Page page, Measuring measuring) {
    page.heading("Quality against evaluations");
    page.line(
        "Papers: fewer evaluations at no loss of quality (Fast-dLLM, EB-Sampler, KLASS, WINO; what"
            + " each prints is of 8B models).");
    page.line("Here: the bundled model, word problems, each sampler with its own settings.");
    if (!measuring.measures()) {
      page.paragraph(Measuring.NOT_MEASURED);
      return;
    }
    SweepExport done =
        measuring.sweep(
            measuring.wordProblems(),
            List.of(Measuring.DEFAULT),
            List.of(new Axis("sampler", SAMPLERS)),
            Map.of(),
            1);
    List<PointScore> scores = done.scores();
    PointScore plain = scores.getFirst();
    page.head("sampler", "right, % (95 %)", "evaluations", "fewer", "against topk-confidence");
    for (PointScore s : scores) {
      page.row(
          SAMPLERS.get(s.point().number()),
          Numbers.interval(s),
          String.format(Locale.ROOT, "%.1f", s.evaluations()),
          String.format(Locale.ROOT, "%.1f×", plain.evaluations() / s.evaluations()),
          s.equals(plain) ? "–" : words(done, s.point().number()));
    }
  }

  private static String words(SweepExport done, int point) {
    PairTest test = PairTest.of(done.rows(), 0, point);
    double p = test.mcNemar().p();
    return String.format(
        Locale.ROOT,
        "%+.1f points, %s (McNemar, p = %s)",
        100 * test.bootstrap().difference(),
        p < LEVEL ? "a difference is shown" : "no difference is shown",
        Numbers.p(p));
  }
}
