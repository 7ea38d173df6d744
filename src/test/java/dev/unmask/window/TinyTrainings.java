package dev.unmask.window;

import dev.unmask.checkpoint.HuggingFaceCache;
import dev.unmask.checkpoint.ModelLocation;
import dev.unmask.golden.Bundled;
import dev.unmask.job.FolderModels;
import dev.unmask.job.StartModels;
import dev.unmask.job.Trainings;
import dev.unmask.window.workbench.TrainingSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Trainings that take a second: a LLaMA of a few thousand weights on the bundled tokenizer.
public final class TinyTrainings {
  private static final List<String> SMALL =
      List.of(
          "start.fresh.hidden_size=16",
          "start.fresh.intermediate_size=24",
          "start.fresh.num_hidden_layers=2",
          "start.fresh.num_attention_heads=2",
          "start.fresh.num_key_value_heads=1",
          "start.fresh.head_dim=8",
          "rows.batch=4",
          "stored=f32",
          "optimizer.warm-up=2",
          "save-every=10000000");

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
    List<String> all = new java.util.ArrayList<>(SMALL);
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
