package dev.unmask.bench.reproduce;

import dev.unmask.measure.RankCorrelation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// Which parts of the adaptation matter, and whether a lower loss is a better model.
final class AblationSection implements Section {
  /// Fine-tuned on GSM8K: loss and accuracy of GPT-2 medium, DiffuLLaMA's review thread; the random
  /// start from its paper.
  private static final List<PublishedRow> ROWS =
      List.of(
          new PublishedRow("everything", "everything", ".015", "49.7"),
          new PublishedRow("no annealing", "no-annealing", ".019", "47.2"),
          new PublishedRow("no shift", "no-shift", ".028", "34.5"),
          new PublishedRow("from scratch (random start)", "from-scratch", "–", "28.0"));

  @Override
  public void write(Page page, Measuring measuring) {
    Map<PublishedRow, List<TrainedModel>> all = new LinkedHashMap<>();
    for (PublishedRow row : ROWS) {
      List<TrainedModel> models = new ArrayList<>();
      if (measuring.measures()) {
        for (Path folder : measuring.trained(row.ours())) {
          models.add(TrainedModel.of(folder, measuring.problemsOf(folder), measuring));
        }
      }
      all.put(row, models);
    }
    page.heading("Ablation of the adaptation");
    page.line("Paper: fine-tuned on GSM8K, loss and accuracy in percent (GPT-2 medium).");
    page.line(
        "Here: the bundled base, adapted by the recipe `ablation`; held-out word problems. The"
            + " bound is that of right answers, in nats a token;");
    page.line(
        "accuracy in percent by number of denoising steps T. Means over the seeds of the training"
            + " ± standard error.");
    page.head(
        "",
        "loss, paper",
        "bound here",
        "training loss here",
        "accuracy, paper",
        "T=32 here",
        "T=8 here",
        "T=1 here",
        "seeds");
    all.forEach((row, models) -> page.row(cells(row, models)));
    if (all.values().stream().anyMatch(m -> !m.isEmpty())) {
      words(page, all);
      each(page, all);
      lossAgainstAccuracy(page, all.values().stream().flatMap(List::stream).toList());
    }
  }

  private static List<String> cells(PublishedRow row, List<TrainedModel> models) {
    if (models.isEmpty()) {
      String why = Measuring.waiting(row.ours() + "-1");
      return List.of(row.name(), row.loss(), why, "", row.accuracy(), "", "", "", "0");
    }
    return List.of(
        row.name(),
        row.loss(),
        spread("%.3f", 1, models, m -> m.bound().mean()),
        spread("%.3f", 1, models, TrainedModel::loss),
        row.accuracy(),
        spread("%.1f", 100, models, m -> m.right("32")),
        spread("%.1f", 100, models, m -> m.right("8")),
        spread("%.1f", 100, models, m -> m.right("1")),
        String.valueOf(models.size()));
  }

  private static String spread(
      String format, double factor, List<TrainedModel> models, ToDoubleFunction<TrainedModel> of) {
    return Numbers.spread(format, factor, models.stream().mapToDouble(of).toArray());
  }

  private static void words(Page page, Map<PublishedRow, List<TrainedModel>> all) {
    ordered(page, all, ROWS.subList(0, 3), "the bound", m -> m.bound().mean(), true);
    for (String steps : List.of("32", "8", "1")) {
      ordered(page, all, ROWS, "accuracy at T=" + steps, m -> m.right(steps), false);
    }
    List<TrainedModel> whole = all.getOrDefault(ROWS.getFirst(), List.of());
    for (PublishedRow row : ROWS.subList(1, ROWS.size())) {
      List<TrainedModel> models = all.getOrDefault(row, List.of());
      List<TrainedModel> one = paired(whole, models);
      List<TrainedModel> other = paired(models, whole);
      if (!one.isEmpty()) {
        page.paragraph(
            "Against everything, %s: %s; %s."
                .formatted(
                    row.name(),
                    tested("bound", "%+.3f nats", 1, one, other, m -> m.bound().mean()),
                    tested(
                        "accuracy at T=32", "%+.1f points", 100, one, other, m -> m.right("32"))));
      }
    }
  }

  /// Those of which the other setting has a model of the same seed.
  private static List<TrainedModel> paired(List<TrainedModel> models, List<TrainedModel> others) {
    return models.stream()
        .filter(m -> others.stream().anyMatch(o -> o.seed() == m.seed()))
        .toList();
  }

  private static void ordered(
      Page page,
      Map<PublishedRow, List<TrainedModel>> all,
      List<PublishedRow> rows,
      String by,
      ToDoubleFunction<TrainedModel> of,
      boolean lower) {
    List<Double> means =
        rows.stream()
            .map(
                r ->
                    Numbers.mean(all.getOrDefault(r, List.of()).stream().mapToDouble(of).toArray()))
            .toList();
    String words =
        new Order(rows.stream().map(PublishedRow::name).toList(), means, lower).words(by);
    if (!words.isEmpty()) {
      page.paragraph(words);
    }
  }

  private static String tested(
      String what,
      String format,
      double factor,
      List<TrainedModel> one,
      List<TrainedModel> other,
      ToDoubleFunction<TrainedModel> of) {
    return Numbers.tested(
        what,
        format,
        factor,
        one.stream().mapToDouble(of).toArray(),
        other.stream().mapToDouble(of).toArray());
  }

  private static void each(Page page, Map<PublishedRow, List<TrainedModel>> all) {
    page.paragraph("Each model, with the standard error over problems and Wilson's intervals:");
    page.head("model", "steps", "bound", "training loss", "T=32", "T=8", "T=1");
    for (List<TrainedModel> models : all.values()) {
      for (TrainedModel m : models) {
        page.row(
            m.name(),
            m.steps() == 0 ? "not kept" : String.format(Locale.ROOT, "%,d", m.steps()),
            String.format(Locale.ROOT, "%.3f ± %.3f", m.bound().mean(), m.bound().standardError()),
            Double.isNaN(m.loss()) ? "not kept" : String.format(Locale.ROOT, "%.3f", m.loss()),
            Numbers.interval(m.right().get(2)),
            Numbers.interval(m.right().get(1)),
            Numbers.interval(m.right().get(0)));
      }
    }
    long lengths =
        all.values().stream()
            .flatMap(List::stream)
            .mapToLong(TrainedModel::steps)
            .distinct()
            .count();
    if (lengths > 1) {
      page.paragraph("The budgets differ: not all were trained for the same number of steps.");
    }
  }

  private static void lossAgainstAccuracy(Page page, List<TrainedModel> models) {
    page.heading("Loss against accuracy");
    page.line(
        "Paper: a lower loss goes with a higher accuracy (the order of the rows above: .015 49.7,"
            + " .019 47.2, .028 34.5).");
    if (models.size() < RankCorrelation.FEWEST) {
      page.line("Here: %d models are too few to tell.".formatted(models.size()));
      return;
    }
    double[] bounds = models.stream().mapToDouble(m -> m.bound().mean()).toArray();
    page.line(
        "Here: Spearman's rank correlation of the bound with accuracy over the %d models above."
            .formatted(models.size()));
    page.head("T", "rank correlation", "in words");
    for (String steps : TrainedModel.STEPS) {
      double rho =
          RankCorrelation.of(bounds, models.stream().mapToDouble(m -> m.right(steps)).toArray());
      page.row(
          steps,
          Double.isNaN(rho) ? "none" : String.format(Locale.ROOT, "%+.2f", rho),
          Double.isNaN(rho)
              ? "all models solve equally many: nothing can be said"
              : rho < -0.5
                  ? "a lower bound goes with more solved problems, as printed"
                  : rho < 0.5
                      ? "the bound says little of how many problems are solved"
                      : "a lower bound goes with fewer solved problems, unlike printed");
    }
  }
}
