package dev.unmask.session;

import dev.unmask.job.Examination;
import dev.unmask.job.TrainingRun;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.train.StepReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// The examinations of a training, a line of JSON each, in its folder beside its metrics: who takes
/// the training up in another session still has their curves.
///
/// @param folder of the training
public record ExaminationFile(Path folder) implements TrainingRun.Listener {
  /// The name of the file.
  public static final String FILE = "examinations.jsonl";

  /// Opens the file of a training that goes on: what was found after its newest checkpoint will be
  /// found anew and is dropped.
  ///
  /// @param steps that were made already
  /// @throws Problem WRITE if it cannot be written
  public static ExaminationFile open(Path folder, long steps) {
    ExaminationFile file = new ExaminationFile(folder);
    List<Examination> before = file.read();
    List<Examination> kept = before.stream().filter(e -> e.step() <= steps).toList();
    if (kept.size() < before.size()) {
      ExaminationJson json = new ExaminationJson();
      file.write(kept.stream().map(json::write).toList(), StandardOpenOption.TRUNCATE_EXISTING);
    }
    return file;
  }

  /// What was found so far, by steps; none if there is no file. A line that was cut off is passed
  /// over.
  ///
  /// @throws Problem READ if the file cannot be read
  public List<Examination> read() {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    ExaminationJson json = new ExaminationJson();
    List<Examination> all = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        if (line.endsWith("}")) {
          all.add(json.read(line));
        }
      }
    } catch (IOException e) {
      throw new Problem(
          Code.READ,
          "The examinations " + file + " could not be read.",
          "Choose another folder, or remove the file.",
          e);
    } catch (Problem e) {
      // The rest is not ours to read.
      return List.copyOf(all);
    }
    return List.copyOf(all);
  }

  @Override
  public void stepped(StepReport report) {
    // The metrics have it.
  }

  @Override
  public void saved(long step, Path checkpoint) {
    // Every line is in the file at once.
  }

  @Override
  public void examined(Examination examination) {
    write(List.of(new ExaminationJson().write(examination)), StandardOpenOption.APPEND);
  }

  private void write(List<String> lines, StandardOpenOption how) {
    Path file = folder.resolve(FILE);
    try {
      Files.write(file, lines, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how);
    } catch (IOException e) {
      throw new Problem(
          Code.WRITE,
          "The examinations could not be written to " + file + ".",
          "Choose a folder of your own on a disk with free space.",
          e);
    }
  }
}
