package dev.unmask.cli;

import dev.unmask.job.RunEnd;
import dev.unmask.job.sweep.FewShot;
import dev.unmask.job.sweep.FurtherScore;
import dev.unmask.job.sweep.PointScore;
import dev.unmask.job.sweep.SweepCurve;
import dev.unmask.measure.Estimate;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.session.export.ExportFile;
import dev.unmask.session.export.LmEval;
import dev.unmask.session.export.SweepExport;
import dev.unmask.session.figure.Drawing;
import dev.unmask.session.figure.Inks;
import dev.unmask.session.figure.Pdf;
import dev.unmask.session.figure.Png;
import dev.unmask.session.figure.Svg;
import dev.unmask.session.figure.SweepFigure;
import dev.unmask.task.file.Yardstick;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How the result of a sweep is said and where it goes.
final class SweepOutputs {
  private static final double WIDTH = 760;
  private static final double HEIGHT = 480;
  private static final int MOST_PAIRS = 6;

  @Option(
      names = "--figure",
      paramLabel = "FILE",
      description = "Write the curves as .svg, .pdf or .png; may be given several times")
  List<Path> figures = new ArrayList<>();

  @Option(names = "--csv", paramLabel = "FILE", description = "Write one line for each point")
  @Nullable Path csv;

  @Option(names = "--jsonl", paramLabel = "FILE", description = "Write one object for each run")
  @Nullable Path jsonl;

  @Option(
      names = "--lm-eval",
      paramLabel = "FOLDER",
      description = "Write results and samples in the layout of lm-evaluation-harness")
  @Nullable Path lmEval;

  @Option(names = "--json", description = "Print the result as JSON")
  boolean json;

  /// Refuses what cannot be written, before anything is computed.
  void check() {
    figures.forEach(SweepOutputs::kind);
    figures.forEach(f -> new ExportFile(f).check());
    if (csv != null) {
      new ExportFile(csv).check();
    }
    if (jsonl != null) {
      new ExportFile(jsonl).check();
    }
    if (lmEval != null) {
      new ExportFile(lmEval.resolve("results.json")).check();
    }
  }

  void write(Surroundings around, SweepExport sweep, RunEnd.Outcome outcome) {
    if (json) {
      around.out().println(object(sweep).text());
    } else {
      print(around.out(), sweep, around.columns());
    }
    around.out().flush();
    if (outcome == RunEnd.Outcome.CANCELLED) {
      around.err().println("Stopped: what was done is kept; the same command goes on.");
    }
    for (Path figure : figures) {
      new ExportFile(figure).write(picture(sweep, kind(figure)));
      around.err().println("Wrote " + figure);
    }
    if (csv != null) {
      new ExportFile(csv).write(sweep.csv());
      around.err().println("Wrote " + csv);
    }
    if (jsonl != null) {
      new ExportFile(jsonl).write(sweep.jsonLines());
      around.err().println("Wrote " + jsonl);
    }
    if (lmEval != null) {
      new LmEval(sweep).write(lmEval);
      around.err().println("Wrote " + lmEval);
    }
    around.err().flush();
  }

  private static String kind(Path figure) {
    String name = String.valueOf(figure.getFileName()).toLowerCase(Locale.ROOT);
    for (String kind : List.of("svg", "pdf", "png")) {
      if (name.endsWith("." + kind)) {
        return kind;
      }
    }
    throw new Problem(
        Code.PARAMETER,
        "A figure cannot be written as " + name + ".",
        "Name a file that ends in .svg, .pdf or .png.");
  }

  private static byte[] picture(SweepExport sweep, String kind) {
    Drawing drawing =
        new SweepFigure(sweep.spec(), sweep.scores(), WIDTH, HEIGHT, Inks.PRINT).draw();
    return switch (kind) {
      case "svg" -> Svg.of(drawing).getBytes(java.nio.charset.StandardCharsets.UTF_8);
      case "pdf" -> Pdf.of(drawing);
      default -> Png.of(drawing, 2);
    };
  }

  private static void print(PrintWriter out, SweepExport sweep, int columns) {
    FewShot shots = sweep.spec().task().shots();
    if (shots != null) {
      out.println(shots.words());
    }
    List<PointScore> scores = sweep.scores();
    Yardstick by = sweep.spec().task().yardstick();
    if (by == Yardstick.NATS) {
      likelihoods(out, sweep);
      return;
    }
    if (by == Yardstick.SAME_PROGRAM) {
      out.println("A program counts if it is the published one; nothing was run.");
    }
    table(out, sweep, scores);
    others(out, scores);
    List<SweepCurve> curves = SweepCurve.of(sweep.spec(), scores);
    List<String> plot = TextPlot.of(sweep.spec(), curves, columns);
    if (!plot.isEmpty()) {
      out.println();
      plot.forEach(out::println);
    }
    pairs(out, sweep, curves);
  }

  private static void table(PrintWriter out, SweepExport sweep, List<PointScore> scores) {
    Yardstick by = sweep.spec().task().yardstick();
    List<FurtherScore> further = FurtherScore.of(scores);
    int width =
        scores.stream().mapToInt(s -> sweep.spec().label(s.point()).length()).max().orElse(0);
    String counted = by == Yardstick.NOTHING ? "%s%s" : "  %7s  %-15s";
    String head = "%-" + Math.max(width, 5) + "s  %5s" + counted + "  %s%11s  %9s%n";
    out.printf(
        head,
        "point",
        "items",
        by.heading(),
        by == Yardstick.NOTHING ? "" : "95 %",
        further.stream().map(f -> "%8s  ".formatted(f.heading())).collect(Collectors.joining()),
        "evaluations",
        "ms");
    for (PointScore s : scores) {
      if (s.tried() > 0) {
        out.printf(
            head,
            sweep.spec().label(s.point()),
            s.items(),
            by.text(s.share()),
            by.text(s.low(), s.high()),
            further.stream()
                .map(f -> s.means().getOrDefault(f.key(), Double.NaN))
                .map(mean -> "%8s  ".formatted(percent(mean)))
                .collect(Collectors.joining()),
            String.format(Locale.ROOT, "%.1f", s.evaluations()),
            String.format(Locale.ROOT, "%.1f", s.millis()));
      }
    }
  }

  /// Of texts whose likelihood was measured, of which none is right or wrong.
  private static void likelihoods(PrintWriter out, SweepExport sweep) {
    for (PointScore s : sweep.scores()) {
      if (s.tried() > 0) {
        Estimate nats = s.perToken(sweep.rows());
        out.printf(
            Locale.ROOT,
            "%s: %s, %.4f nats a token%s%n",
            sweep.spec().label(s.point()),
            Plural.of(s.items(), "text"),
            nats.mean(),
            Double.isNaN(nats.standardError())
                ? ""
                : String.format(Locale.ROOT, " (standard error %.4f)", nats.standardError()));
      }
    }
    others(out, sweep.scores());
  }

  /// What the reader has to know of the items.
  private static void others(PrintWriter out, List<PointScore> scores) {
    int skipped = scores.stream().mapToInt(PointScore::skipped).max().orElse(0);
    double cut =
        scores.stream()
            .mapToDouble(s -> s.means().getOrDefault("cut", 0.0) * s.tried())
            .max()
            .orElse(0);
    if (skipped > 0) {
      out.printf(
          "Not tried, and not counted, at one point or more: %s.%n", Plural.of(skipped, "run"));
    }
    if (cut > 0) {
      out.printf(
          "Too long for the canvas, so without the beginning of its text: %s of a point.%n",
          Plural.of(Math.round(cut), "run"));
    }
  }

  /// Curves against each other at the last place that they share.
  private static void pairs(PrintWriter out, SweepExport sweep, List<SweepCurve> curves) {
    int said = 0;
    for (int i = 0; i < curves.size(); i++) {
      for (int j = i + 1; j < curves.size() && said < MOST_PAIRS; j++) {
        SweepCurve.Place a = curves.get(i).places().getLast();
        SweepCurve.Place b = curves.get(j).places().getLast();
        if (a.score().skipped() + b.score().skipped() == 0) {
          out.println();
          out.println(sweep.compared(a.score().point().number(), b.score().point().number()));
          said++;
        }
      }
    }
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "" : String.format(Locale.ROOT, "%.1f", 100 * share);
  }

  private static JsonText object(SweepExport sweep) {
    Yardstick by = sweep.spec().task().yardstick();
    List<JsonText> points = new ArrayList<>();
    for (PointScore s : sweep.scores()) {
      JsonText knobs = new JsonText();
      s.point().knobs().forEach(knobs::put);
      JsonText means = new JsonText();
      s.means().forEach(means::put);
      JsonText point =
          new JsonText()
              .put("model", sweep.spec().models().get(s.point().model()).title())
              .put("knobs", knobs)
              .put("tried", s.tried())
              .put("items", s.items())
              .put("skipped", s.skipped());
      if (by != Yardstick.NOTHING) {
        point.put(by.key(), s.share()).put("low", s.low()).put("high", s.high());
      }
      points.add(
          point
              .put("evaluations", s.evaluations())
              .put("milliseconds", s.millis())
              .put("means", means));
    }
    return new JsonText()
        .put("task", sweep.spec().task().name())
        .put("shots", sweep.spec().task().shown())
        .put("points", points);
  }
}
