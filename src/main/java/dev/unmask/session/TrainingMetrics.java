package dev.unmask.session;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.train.StepReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Reads the numbers that [TrainingCsv] wrote into the folder of a training, so that a training
/// that ended is shown as one that is under way.
///
/// @param folder of the training
public record TrainingMetrics(Path folder) {
  /// The name of the file.
  public static final String FILE = "metrics.csv";

  private static final int COLUMNS = 9;

  /// The steps that were written, in order; none if there is no such file. A line that was cut off
  /// is passed over, as is whatever is no number.
  ///
  /// @throws Problem READ if the file cannot be read
  public List<StepReport> read() {
    List<StepReport> all = new ArrayList<>();
    each(all::add);
    return List.copyOf(all);
  }

  /// Tells them one after the other: a training of any length takes no memory.
  ///
  /// @throws Problem READ as above
  public void each(Consumer<StepReport> to) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return;
    }
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      String line = lines.readLine();
      while (line != null) {
        String[] cells = line.split(",", -1);
        if (cells.length == COLUMNS && cells[0].matches("\\d{1,18}")) {
          to.accept(report(cells));
        }
        line = lines.readLine();
      }
    } catch (IOException e) {
      throw new Problem(
          Code.READ,
          "The metrics " + file + " could not be read.",
          "Choose another folder, or remove the file.",
          e);
    } catch (NumberFormatException e) {
      // The rest is not ours to read.
      return;
    }
  }

  private static StepReport report(String... c) {
    return new StepReport(
        Long.parseLong(c[0]),
        Double.parseDouble(c[1]),
        Double.parseDouble(c[2]),
        Double.parseDouble(c[3]),
        Double.parseDouble(c[4]),
        Long.parseLong(c[5]),
        Long.parseLong(c[6]),
        Double.parseDouble(c[7]),
        Double.parseDouble(c[8]));
  }
}
