package dev.unmask.window.sweep;

import dev.unmask.session.export.ExportFile;
import dev.unmask.session.export.LmEval;
import dev.unmask.session.export.SweepExport;
import dev.unmask.session.figure.Drawing;
import dev.unmask.session.figure.Inks;
import dev.unmask.session.figure.Pdf;
import dev.unmask.session.figure.Png;
import dev.unmask.session.figure.Svg;
import dev.unmask.session.figure.SweepFigure;
import dev.unmask.window.workbench.Notices;
import dev.unmask.window.workbench.Threads;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Writes sweeps to files, in the background.
///
/// @param threads where it is written
/// @param notices says how it went
public record SweepFiles(Threads threads, Notices notices) {
  private static final double WIDTH = 760;
  private static final double HEIGHT = 480;

  /// What can be written.
  public enum Kind {
    SVG("Figure as SVG", ".svg"),
    PDF("Figure as PDF", ".pdf"),
    PNG("Figure as PNG", ".png"),
    CSV("Points as CSV", ".csv"),
    JSONL("Runs as JSONL", ".jsonl"),
    LM_EVAL("Results and samples for lm-eval (a folder)", "");

    private final String words;
    private final String suffix;

    Kind(String words, String suffix) {
      this.words = words;
      this.suffix = suffix;
    }

    /// For a menu.
    public String words() {
      return words;
    }

    /// End of its file name.
    public String suffix() {
      return suffix;
    }
  }

  /// Writes, and says so.
  public void write(Kind kind, SweepExport sweep, Path file) {
    threads.ask(
        () -> {
          if (kind == Kind.LM_EVAL) {
            new LmEval(sweep).write(file);
          } else {
            new ExportFile(file).write(bytes(kind, sweep));
          }
          return file;
        },
        done -> notices.tell("Wrote " + done + ".", "It holds the sweep as it stands now."),
        notices::trouble);
  }

  private static byte[] bytes(Kind kind, SweepExport sweep) {
    Drawing drawing =
        new SweepFigure(sweep.spec(), sweep.scores(), WIDTH, HEIGHT, Inks.PRINT).draw();
    return switch (kind) {
      case SVG -> Svg.of(drawing).getBytes(StandardCharsets.UTF_8);
      case PDF -> Pdf.of(drawing);
      case PNG -> Png.of(drawing, 2);
      case CSV -> sweep.csv().getBytes(StandardCharsets.UTF_8);
      case JSONL -> sweep.jsonLines().getBytes(StandardCharsets.UTF_8);
      case LM_EVAL -> throw new IllegalArgumentException("a folder");
    };
  }
}
