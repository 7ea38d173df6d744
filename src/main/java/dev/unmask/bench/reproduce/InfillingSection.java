package dev.unmask.bench.reproduce;

import dev.unmask.job.sweep.Contestant;
import dev.unmask.job.sweep.PairTest;
import dev.unmask.job.sweep.PointScore;
import dev.unmask.job.sweep.SweepRow;
import dev.unmask.job.sweep.SweepTask;
import dev.unmask.measure.Proportion;
import dev.unmask.session.StoredSweeps;
import dev.unmask.session.export.SweepExport;
import dev.unmask.task.Gap;
import dev.unmask.text.InfillTokens;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A gap in a text, filled in by masks or from left to right.
final class InfillingSection implements Section {
  /// Two trainings of the same length from the same base.
  static final String WRITER = "infilling-ar";

  static final String MASKS = "infilling-diffusion";
  private static final String BASE = "wordmath-llama";

  /// A contestant with its name and what is printed of its like.
  private record Entry(String name, String paper, Contestant who) {}

  @Override
  public void write(Page page, Measuring measuring) {
    page.heading("Infilling against FIM");
    page.line(
        "Paper: pass@1 of HumanEval infilling after 100 M tokens: CodeLLaMA suffix first (SPM) .80,"
            + " prefix first (PSM) .74, Diffu-CodeLLaMA .76.");
    page.line(
        "Here: a number of the question, a result or an equation is left out of a solved word"
            + " problem; its length in tokens is given (oracle).");
    page.line(
        "Right is a number that is the one left out, and an equation by which the chain holds."
            + " `%s` and `%s` began as the bundled base and learnt for as many steps."
                .formatted(WRITER, MASKS));
    if (!measuring.measures()) {
      page.paragraph(Measuring.NOT_MEASURED);
      return;
    }
    List<Entry> entries = entries(measuring);
    SweepExport done =
        measuring.sweep(
            new SweepTask(SweepTask.INFILLING, "", measuring.extent().items(), 1, 30, 3, false),
            entries.stream().map(Entry::who).toList(),
            List.of(),
            Map.of("steps", "32"),
            1);
    List<String> head = new ArrayList<>(List.of("", "paper", "right, % (95 %)"));
    for (Gap gap : Gap.values()) {
      head.add(name(gap));
    }
    page.head(head.toArray(String[]::new));
    List<PointScore> scores = done.scores();
    for (PointScore score : scores) {
      Entry entry = entries.get(score.point().model());
      List<String> cells =
          new ArrayList<>(List.of(entry.name(), entry.paper(), Numbers.interval(score)));
      for (Gap gap : Gap.values()) {
        cells.add(share(done, score.point().number(), gap));
      }
      page.row(cells);
    }
    if (!Measuring.finished(measuring.own().resolve(WRITER))) {
      page.paragraph("FIM is " + Measuring.waiting(WRITER) + ".");
    } else {
      compared(page, done, entries, scores);
    }
  }

  private static List<Entry> entries(Measuring measuring) {
    List<Entry> all = new ArrayList<>();
    all.add(new Entry("masks, the bundled model", "–", Measuring.DEFAULT));
    Path masks = measuring.own().resolve(MASKS);
    if (Measuring.finished(masks)) {
      all.add(new Entry("masks, " + MASKS, ".76", new Contestant(masks.toString(), false)));
    }
    Path writer = measuring.own().resolve(WRITER);
    if (Measuring.finished(writer)) {
      all.add(fim("suffix first (SPM)", ".80", writer, InfillTokens.Order.SPM));
      all.add(fim("prefix first (PSM)", ".74", writer, InfillTokens.Order.PSM));
    }
    all.add(
        new Entry(
            "left to right, what stands behind unseen (" + BASE + ")",
            "–",
            new Contestant(BASE, true)));
    return all;
  }

  private static Entry fim(String name, String paper, Path path, InfillTokens.Order order) {
    return new Entry(name + ", " + WRITER, paper, Contestant.filling(path.toString(), order));
  }

  private static void compared(
      Page page, SweepExport done, List<Entry> entries, List<PointScore> scores) {
    List<Integer> printed = new ArrayList<>();
    for (String paper : List.of(".80", ".76", ".74")) {
      for (int i = 0; i < entries.size(); i++) {
        if (entries.get(i).paper().equals(paper)) {
          printed.add(i);
        }
      }
    }
    page.paragraph(
        new Order(
                printed.stream().map(i -> entries.get(i).name()).toList(),
                printed.stream().map(i -> scores.get(i).share()).toList(),
                false)
            .words("right fillings"));
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).name().startsWith("masks") && !entries.get(i).paper().equals("–")) {
        for (int other : printed) {
          if (other != i) {
            page.paragraph(
                PairTest.of(done.rows(), other, i)
                    .words(entries.get(other).name(), entries.get(i).name()));
          }
        }
      }
    }
  }

  private static String share(SweepExport done, int point, Gap gap) {
    String kind = "/" + gap.name().toLowerCase(Locale.ROOT) + "/";
    List<Integer> items =
        done.items().stream()
            .filter(i -> i.id().contains(kind))
            .map(StoredSweeps.StoredItem::item)
            .toList();
    List<SweepRow> rows =
        done.rows().stream()
            .filter(r -> r.point() == point && !r.skipped() && items.contains(r.item()))
            .toList();
    if (rows.isEmpty()) {
      return "–";
    }
    int right = (int) rows.stream().filter(SweepRow::right).count();
    return Numbers.percent(new Proportion(right, rows.size()).share());
  }

  private static String name(Gap gap) {
    return switch (gap) {
      case QUESTION_NUMBER -> "a number of the question, %";
      case RESULT -> "a result, %";
      case EQUATION -> "an equation, %";
    };
  }
}
