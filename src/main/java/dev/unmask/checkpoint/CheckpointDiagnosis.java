package dev.unmask.checkpoint;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything that is wrong with a model that cannot be opened. Opening stops at the first thing;
/// whoever repairs a folder wants to know them all.
public final class CheckpointDiagnosis {
  /// A broken index may name thousands of shards.
  private static final int MOST = 20;

  private final Map<String, Problem> found = new LinkedHashMap<>();

  private CheckpointDiagnosis() {}

  /// What keeps a path from being opened, the decisive reason first.
  ///
  /// @return empty if it opens
  public static List<Problem> of(Path path) {
    CheckpointDiagnosis all = new CheckpointDiagnosis();
    all.look(() -> CheckpointFolder.open(path));
    if (!all.found.isEmpty() && Files.isDirectory(path)) {
      all.folder(path);
    }
    return List.copyOf(all.found.values());
  }

  private void folder(Path path) {
    if (LoraAdapter.in(path)) {
      look(() -> refuseAdapter(LoraAdapter.open(path)));
    }
    FolderFiles folder = new FolderFiles(path);
    for (String name : List.of("config.json", "generation_config.json")) {
      look(() -> folder.find(name).ifPresent(Config::read));
    }
    look(() -> folder.find(ModelCard.NAME).ifPresent(ModelCard::read));
    look(() -> folder.find(Weights.SINGLE).ifPresent(WeightsFile::open));
    look(() -> folder.find(ShardIndex.NAME).ifPresent(index -> shards(folder, index)));
    if (!LoraAdapter.in(path)) {
      look(() -> Weights.of(folder));
    }
  }

  private static void refuseAdapter(LoraAdapter adapter) {
    throw new Problem(
        Code.FORMAT,
        "This folder holds a LoRA adapter"
            + adapter.base().map(base -> " of " + Words.quote(base)).orElse("")
            + ", not a model.",
        "Open its base model; the adapter is applied to it.");
  }

  private void shards(FolderFiles folder, Path index) {
    for (String name : new ShardIndex(index).shards()) {
      if (found.size() >= MOST) {
        return;
      }
      look(
          () -> {
            Optional<Path> shard = folder.find(name);
            if (shard.isEmpty()) {
              throw Words.malformed(
                  index, "it names the shard " + Words.quote(name) + ", which is missing");
            }
            WeightsFile.open(shard.get());
          });
    }
  }

  private void look(Runnable work) {
    try {
      work.run();
    } catch (Problem p) {
      found.putIfAbsent(p.sentence(), p);
    }
  }
}
