package dev.unmask.checkpoint;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// All weights of a checkpoint: one file, or the shards that an index names.
///
/// @param files in the order of their names
/// @param tensors of all files, by name
record Weights(List<WeightsFile> files, Map<String, TensorEntry> tensors) {
  static final String SINGLE = "model.safetensors";

  /// Whether a folder holds safetensors weights that can be found by name.
  static boolean present(FolderFiles folder) {
    return folder.find(SINGLE).isPresent() || folder.find(ShardIndex.NAME).isPresent();
  }

  /// The weights of a folder: `model.safetensors`, else the shards of its index, as published
  /// loaders choose.
  static Weights of(FolderFiles folder) {
    Optional<Path> single = folder.find(SINGLE);
    if (single.isPresent()) {
      return single(single.get());
    }
    Optional<Path> index = folder.find(ShardIndex.NAME);
    if (index.isPresent()) {
      return sharded(folder, index.get());
    }
    throw none(folder);
  }

  /// The weights that a file of the folder belongs to: all shards if the index names it, else that
  /// file alone.
  static Weights of(FolderFiles folder, Path file) {
    String name = String.valueOf(file.getFileName());
    if (name.equals(ShardIndex.NAME)) {
      return sharded(folder, file);
    }
    Optional<Path> index = name.equals(SINGLE) ? Optional.empty() : folder.find(ShardIndex.NAME);
    if (index.isPresent() && new ShardIndex(index.get()).shards().contains(name)) {
      return sharded(folder, index.get());
    }
    refuseOther(file, name);
    return single(file);
  }

  private static void refuseOther(Path file, String name) {
    try {
      if (Files.isRegularFile(file)
          && FileKind.of(file) == FileKind.OTHER
          && !name.endsWith(".safetensors")) {
        throw new Problem(
            Code.FORMAT,
            Words.name(file) + " is not a weights file.",
            "Choose the model's folder, or a .safetensors file in it.");
      }
    } catch (IOException e) {
      throw Words.unreadable(file, e);
    }
  }

  private static Weights single(Path file) {
    WeightsFile weights = WeightsFile.open(file);
    return new Weights(List.of(weights), weights.tensors());
  }

  private static Weights sharded(FolderFiles folder, Path indexFile) {
    HeaderBudget budget = new HeaderBudget();
    ShardIndex index = new ShardIndex(indexFile);
    List<WeightsFile> files = new ArrayList<>();
    Map<String, TensorEntry> tensors = new LinkedHashMap<>();
    for (String name : index.shards()) {
      Path shard =
          folder
              .find(name)
              .orElseThrow(
                  () ->
                      Words.malformed(
                          indexFile,
                          "it names the shard " + Words.quote(name) + ", which is missing"));
      WeightsFile weights = WeightsFile.open(shard, budget);
      for (TensorEntry t : weights.tensors().values()) {
        TensorEntry other = tensors.put(t.name(), t);
        if (other != null) {
          throw Words.malformed(
              shard,
              "the tensor " + Words.quote(t.name()) + " is also in " + Words.name(other.file()));
        }
      }
      files.add(weights);
    }
    Set<String> mapped = new HashSet<>();
    index.read(
        (tensor, shard) -> {
          TensorEntry t = tensors.get(tensor);
          String called = "the tensor " + Words.quote(tensor);
          if (t == null || !t.file().endsWith(shard)) {
            throw Words.malformed(
                indexFile,
                called + " is not in the shard " + Words.quote(shard) + " that it names");
          }
          if (!mapped.add(t.name())) {
            throw Words.malformed(indexFile, called + " is listed more than once");
          }
        });
    return new Weights(List.copyOf(files), Collections.unmodifiableMap(tensors));
  }

  /// Says what a folder without safetensors holds instead.
  private static Problem none(FolderFiles folder) {
    String called = Words.quote(folder.folder().toString());
    List<String> names = folder.names();
    if (names.isEmpty()) {
      return new Problem(
          Code.NOT_FOUND, "The folder " + called + " is empty.", "Choose the model's folder.");
    }
    Optional<String> other =
        names.stream().filter(n -> n.toLowerCase(Locale.ROOT).endsWith(".safetensors")).findFirst();
    if (other.isPresent()) {
      return new Problem(
          Code.NOT_FOUND,
          "The folder " + called + " has no model.safetensors and no index of shards.",
          "It holds " + Words.quote(other.get()) + ": open that file itself if it is the model.");
    }
    for (String name : names) {
      if (FolderFiles.plain(name) && !name.endsWith(".json")) {
        Path file = folder.folder().resolve(name);
        try {
          if (Files.isRegularFile(file) && Files.size(file) > 0) {
            FileKind.of(file).refuseIfForeign(file);
          }
        } catch (IOException e) {
          throw Words.unreadable(file, e);
        }
      }
    }
    return new Problem(
        Code.NOT_FOUND,
        "The folder " + called + " holds no weights.",
        "Choose a folder with config.json and model.safetensors, or a GGUF file.");
  }
}
