package dev.unmask.session;

import dev.unmask.job.Examination;
import dev.unmask.job.TrainingRun;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.train.StepReport;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The numbers of a training as a CSV file, one line for each step.
///
/// A training that is taken up again goes on in the same file: lines of steps that will be made
/// anew are dropped first.
public final class TrainingCsv implements TrainingRun.Listener, AutoCloseable {
  private static final String HEADER =
      "step,loss,cross_entropy,gradient_norm,learning_rate,tokens,targets,operations,seconds";

  private final Path file;
  private final BufferedWriter out;

  private TrainingCsv(Path file, BufferedWriter out) {
    this.file = file;
    this.out = out;
  }

  /// Opens a file.
  ///
  /// @param steps that were made already
  /// @throws Problem WRITE if it cannot be written
  public static TrainingCsv open(Path file, long steps) {
    try {
      List<String> kept = new ArrayList<>();
      if (Files.exists(file)) {
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
          String number = line.substring(0, Math.max(0, line.indexOf(',')));
          if (number.matches("\\d{1,18}") && Long.parseLong(number) <= steps) {
            kept.add(line);
          }
        }
      }
      BufferedWriter out =
          Files.newBufferedWriter(
              file,
              StandardCharsets.UTF_8,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE);
      TrainingCsv csv = new TrainingCsv(file, out);
      csv.line(HEADER);
      kept.forEach(csv::line);
      return csv;
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  @Override
  public void stepped(StepReport r) {
    line(
        String.format(
            Locale.ROOT,
            "%d,%.6g,%.6g,%.6g,%.6g,%d,%d,%.6g,%.6g",
            r.step(),
            r.loss(),
            r.crossEntropy(),
            r.norm(),
            r.rate(),
            r.tokens(),
            r.targets(),
            r.operations(),
            r.seconds()));
  }

  @Override
  public void saved(long step, Path checkpoint) {
    try {
      out.flush();
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  @Override
  public void examined(Examination examination) {
    // A line is a step; examinations are in the events and on the screen.
  }

  private void line(String text) {
    try {
      out.write(text);
      out.write('\n');
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  private static Problem failure(Path file, IOException e) {
    return new Problem(
        Code.WRITE,
        "The metrics could not be written to " + file + ".",
        "Choose a folder of your own on a disk with free space.",
        e);
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw failure(file, e);
    }
  }
}
