package dev.unmask.window;

import dev.unmask.checkpoint.HuggingFaceCache;
import dev.unmask.checkpoint.ModelLocation;
import dev.unmask.golden.Bundled;
import dev.unmask.job.FolderModels;
import dev.unmask.job.StartModels;
import dev.unmask.job.Trainings;
import dev.unmask.train.TinyTraining;
import dev.unmask.window.workbench.TrainingSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Trainings that take a second: a LLaMA of a few thousand weights on the bundled tokenizer.
public final class TinyTrainings {
  private TinyTrainings() {}

  /// What trainings need, with folders of trainings in a folder.
  public static TrainingSetup in(Path folder) {
    ModelLocation location = new ModelLocation(HuggingFaceCache.of(Map.of(), folder));
    Path bundled = Bundled.MODEL.toAbsolutePath();
    return new TrainingSetup(
        new Trainings(1), new StartModels(bundled, location), new FolderModels(1), folder);
  }

  /// A file with the recipe of the bundled base for a tiny network.
  ///
  /// @param changes `key=value`
  public static Path recipe(Path folder, String... changes) {
    List<String> all = new ArrayList<>(TinyTraining.SMALL);
    all.add("save-every=10000000");
    all.addAll(List.of(changes));
    Path file = folder.resolve("tiny.json");
    try {
      Files.writeString(file, Trainings.recipe("wordmath-llama", all).text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }
}
