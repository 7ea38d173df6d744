package dev.unmask.bench;

import dev.unmask.job.Models;
import dev.unmask.job.sweep.Axis;
import dev.unmask.job.sweep.Contestant;
import dev.unmask.job.sweep.PairTest;
import dev.unmask.job.sweep.PointScore;
import dev.unmask.job.sweep.Sweep;
import dev.unmask.job.sweep.SweepSpec;
import dev.unmask.job.sweep.SweepTask;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.session.Session;
import dev.unmask.session.StoredSweeps;
import dev.unmask.session.export.SweepExport;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The page that sets the papers' numbers beside ours. What was not measured is said, with what it
/// waits for; no number stands on it that a sweep did not give.
///
/// Sweeps lie in a session and go on where they were stopped.
public final class Reproduction {
  private static final List<String> THREE_SAMPLERS =
      List.of("topk-confidence", "random-keep", "dream-entropy");
  private static final List<String> FAST =
      List.of(
          "topk-confidence",
          "fast-dllm-threshold",
          "fast-dllm-factor",
          "eb-sampler",
          "klass",
          "wino",
          "self-speculative");

  /// Fine-tuned on GSM8K: loss and accuracy, DiffuLLaMA's review thread.
  private static final List<PublishedRow> ABLATION =
      List.of(
          new PublishedRow("everything", "everything", ".015", "49.7"),
          new PublishedRow("no annealing", "no-annealing", ".019", "47.2"),
          new PublishedRow("no shift", "no-shift", ".028", "34.5"),
          new PublishedRow("from scratch (random start)", "from-scratch", "–", "28.0"));

  private static final List<PublishedRow> COUNTDOWN =
      List.of(
          new PublishedRow("left to right, LLaMA 13B", "countdown-ar", "51.1"),
          new PublishedRow("diffusion, DiffuGPT-M", "countdown-diffusion", "87.5"));

  private static final List<PublishedRow> INFILLING =
      List.of(
          new PublishedRow("CodeLLaMA, suffix first (SPM)", "", ".80"),
          new PublishedRow("CodeLLaMA, prefix first (PSM)", "infill-ar", ".74"),
          new PublishedRow("Diffu-CodeLLaMA", "infill-diffusion", ".76"));

  private final Models models;
  private final Path bundled;
  private final Path folder;
  private final Extent extent;
  private final PrintWriter progress;
  private final StringBuilder page = new StringBuilder();

  /// How much is measured.
  ///
  /// @param items of each point; 0 writes the page without measuring anything
  /// @param seeds of each point
  public record Extent(int items, int seeds) {
    /// @throws Problem PARAMETER if fewer than three seeds are to be tested
    public Extent {
      if (items < 0 || seeds < 1) {
        throw new Problem(
            Code.PARAMETER,
            "%d items with %d seeds cannot be measured.".formatted(items, seeds),
            "Give at least 1 seed, and 0 items for the page alone.");
      }
    }
  }

  /// @param bundled folder of the bundled model
  /// @param folder that holds the models of the ablations, each in a folder of its own, with a
  ///     number for its seed: `no-shift-1`
  public Reproduction(
      Models models, Path bundled, Path folder, Extent extent, PrintWriter progress) {
    this.models = models;
    this.bundled = bundled;
    this.folder = folder;
    this.extent = extent;
    this.progress = progress;
  }

  /// Measures what is not in the session yet, and writes the page.
  ///
  /// @param session where the sweeps lie
  /// @param program version of Unmask
  public String page(Session session, String program) {
    page.setLength(0);
    line("# The papers' claims, measured here");
    line("");
    line(
        "This page is made by `./unmask reproduce`; nobody edits it. Intervals are Wilson's at 95"
            + " %.");
    line("What is not measured says what it waits for.");
    StoredSweeps sweeps = new StoredSweeps(session);
    ablation(sweeps, program);
    steps(sweeps, program);
    table(
        "Left to right against diffusion on countdown",
        "Accuracy in percent, CD4, as printed.",
        COUNTDOWN,
        List.of("paper"),
        sweeps,
        program,
        "countdown-3");
    corrections(sweeps, program);
    table(
        "Infilling against FIM",
        "pass@1 of HumanEval infilling, as printed.",
        INFILLING,
        List.of("paper"),
        sweeps,
        program,
        "");
    fast(sweeps, program);
    line("");
    line("## FLOPs of training, left to right against diffusion");
    line("");
    line("Printed: about 255 and 256 TFLOPs a step and GPU (LLaMA 7B, DiffuLLaMA 7B).");
    line("Ours: not measured; waits for training runs of both objectives at equal budgets.");
    return page.toString();
  }

  private void ablation(StoredSweeps sweeps, String program) {
    line("");
    line("## Ablation of the adaptation");
    line("");
    line("Paper: fine-tuned on GSM8K, loss and accuracy in percent (GPT-2 medium).");
    line(
        "Here: word problems, accuracy in percent at 32 steps; the mean over seeds, and each"
            + " seed.");
    line("");
    line("| | loss, paper | accuracy, paper | accuracy here (95 %) | seeds here |");
    line("|---|---|---|---|---|");
    for (PublishedRow row : ABLATION) {
      List<Contestant> found = found(row.ours());
      String ours = found.isEmpty() || extent.items() == 0 ? waiting(row.ours()) : "";
      String each = "";
      if (ours.isEmpty()) {
        SweepExport done = run(sweeps, program, "word-problems", found, List.of(), 1);
        List<PointScore> scores = done.scores();
        double mean = scores.stream().mapToDouble(PointScore::share).average().orElse(Double.NaN);
        ours = percent(mean) + " (" + interval(scores.getFirst()) + " for the first seed)";
        each = String.join(", ", scores.stream().map(s -> percent(s.share())).toList());
      }
      line(
          "| %s | %s | %s | %s | %s |"
              .formatted(row.name(), row.numbers().get(0), row.numbers().get(1), ours, each));
    }
  }

  private void steps(StoredSweeps sweeps, String program) {
    line("");
    line("## Accuracy against steps");
    line("");
    line(
        "Paper (DiffuLLaMA, HSwag/Wino/SIQA/PIQA): T=32 58.7/56.4/43.2/63.3; T=8"
            + " 47.1/52.6/41.9/57.1.");
    line("Here: word problems with the bundled model, percent right (95 %).");
    line("");
    Axis axis = new Axis("steps", List.of("1", "2", "4", "8", "16", "32", "64"));
    if (extent.items() == 0) {
      line("Not measured: run `./unmask reproduce`.");
      return;
    }
    SweepExport done =
        run(
            sweeps,
            program,
            "word-problems",
            List.of(new Contestant("", false)),
            List.of(new Axis("sampler", THREE_SAMPLERS), axis),
            extent.seeds());
    line("| sampler | " + String.join(" | ", axis.values()) + " |");
    line("|---|" + "---|".repeat(axis.values().size()));
    List<PointScore> scores = done.scores();
    for (String sampler : THREE_SAMPLERS) {
      StringBuilder cells = new StringBuilder("| " + sampler + " |");
      scores.stream()
          .filter(s -> sampler.equals(s.point().knobs().get("sampler")))
          .forEach(
              s ->
                  cells
                      .append(' ')
                      .append(percent(s.share()))
                      .append(" (")
                      .append(interval(s))
                      .append(") |"));
      line(cells.toString());
    }
    line("");
    int last = axis.values().size() - 1;
    line(
        PairTest.of(done.rows(), axis.values().size() + last, last)
            .words(
                done.spec().label(scores.get(axis.values().size() + last).point()),
                done.spec().label(scores.get(last).point())));
  }

  private void corrections(StoredSweeps sweeps, String program) {
    line("");
    line("## Self-correction");
    line("");
    line("Paper: trajectories in which the guess at a number changes and comes back; no count.");
    if (extent.items() == 0) {
      line("Here: not measured; run `./unmask reproduce`.");
      return;
    }
    SweepExport done =
        run(sweeps, program, "word-problems", List.of(new Contestant("", false)), List.of(), 1);
    long revised =
        done.rows().stream().filter(r -> r.scores().getOrDefault("revisions", 0.0) > 0).count();
    PointScore score = done.scores().getFirst();
    line(
        String.format(
            Locale.ROOT,
            "Here: of %d problems %d had a guess that changed before it was written; %.1f changes a"
                + " problem; the guess settled at step %.1f on average.",
            score.tried(),
            revised,
            score.means().getOrDefault("revisions", Double.NaN),
            score.means().getOrDefault("settled", Double.NaN)));
  }

  private void fast(StoredSweeps sweeps, String program) {
    line("");
    line("## Quality against evaluations");
    line("");
    if (extent.items() == 0) {
      line("Not measured: run `./unmask reproduce`.");
      return;
    }
    SweepExport done =
        run(
            sweeps,
            program,
            "word-problems",
            List.of(new Contestant("", false)),
            List.of(new Axis("sampler", FAST)),
            1);
    line("| sampler | right, % (95 %) | evaluations |");
    line("|---|---|---|");
    for (PointScore s : done.scores()) {
      line(
          String.format(
              Locale.ROOT,
              "| %s | %s (%s) | %.1f |",
              s.point().knobs().get("sampler"),
              percent(s.share()),
              interval(s),
              s.evaluations()));
    }
  }

  /// A table whose rows are models of their own.
  ///
  /// @param task without a file; empty where only a user's file can tell
  private void table(
      String title,
      String says,
      List<PublishedRow> rows,
      List<String> columns,
      StoredSweeps sweeps,
      String program,
      String task) {
    line("");
    line("## " + title);
    line("");
    line(says);
    line("");
    line("| | " + String.join(" | ", columns) + " | here |");
    line("|---|" + "---|".repeat(columns.size() + 1));
    for (PublishedRow row : rows) {
      List<Contestant> found = found(row.ours());
      String ours = "not offered";
      if (!row.ours().isEmpty()) {
        ours = waiting(row.ours());
        if (!found.isEmpty() && !task.isEmpty() && extent.items() > 0) {
          PointScore score = run(sweeps, program, task, found, List.of(), 1).scores().getFirst();
          ours = percent(score.share()) + " (" + interval(score) + ")";
        }
      }
      line("| " + row.name() + " | " + String.join(" | ", row.numbers()) + " | " + ours + " |");
    }
  }

  private SweepExport run(
      StoredSweeps sweeps,
      String program,
      String task,
      List<Contestant> contestants,
      List<Axis> axes,
      int seeds) {
    SweepSpec spec =
        new SweepSpec(
            new SweepTask(task, "", extent.items(), 1, 30, 3, false),
            contestants,
            axes,
            Map.of(),
            seeds,
            1);
    long number = sweeps.begin(spec, program);
    progress.println(task + ": " + spec.points().size() + " points");
    progress.flush();
    new Sweep(spec, models, p -> p.isEmpty() ? bundled : Path.of(p), Sweep.Extent.whole(32))
        .run(sweeps.done(number), sweeps.record(number), () -> false);
    sweeps.end(number, dev.unmask.job.RunEnd.Outcome.FINISHED);
    return SweepExport.of(sweeps, number);
  }

  /// The models of a name, with the number of a seed behind it or without.
  private List<Contestant> found(String name) {
    List<Contestant> found = new ArrayList<>();
    if (!name.isEmpty()) {
      for (String each : List.of(name, name + "-1", name + "-2", name + "-3")) {
        Path path = folder.resolve(each);
        if (Files.isDirectory(path)) {
          found.add(new Contestant(path.toString(), name.endsWith("-ar")));
        }
      }
    }
    return List.copyOf(found);
  }

  private static String waiting(String name) {
    return "not measured: waits for the model `" + name + "`";
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f", 100 * share);
  }

  private static String interval(PointScore s) {
    return percent(s.low()) + "–" + percent(s.high());
  }

  private void line(String text) {
    page.append(text).append('\n');
  }
}
