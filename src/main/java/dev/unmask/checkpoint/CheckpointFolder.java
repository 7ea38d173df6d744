package dev.unmask.checkpoint;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;

/// A model as published: a folder with `config.json` and safetensors weights, all headers checked;
/// or a single file (GGUF, llama2.c) that is shown as the folder that it was converted from.
///
/// Opening reads headers and small text files only, so it costs the same for 1 MB and for 100 GB.
///
/// @param folder that holds it
/// @param format of the weights
/// @param config `config.json`, or what the single file says in its place
/// @param generation `generation_config.json`, if there is one
/// @param card `README.md`, if there is one
/// @param files the weights files, by name
/// @param tensors of all files, by name
/// @param configStamp what `config.json` was like
public record CheckpointFolder(
    Path folder,
    Format format,
    Config config,
    Optional<Config> generation,
    Optional<ModelCard> card,
    List<WeightsFile> files,
    Map<String, TensorEntry> tensors,
    FileStamp configStamp) {

  /// How weights are published.
  public enum Format {
    /// safetensors files beside a `config.json`.
    SAFETENSORS,
    /// One GGUF file or the parts of a split one.
    GGUF,
    /// One file of llama2.c.
    LLAMA2C
  }

  /// Opens a model.
  ///
  /// @param path its folder, or a `.safetensors` file or index in it, a GGUF file, or a file of
  ///     llama2.c
  /// @throws Problem NOT_FOUND if nothing is there or it holds no weights; FORMAT for pickles and
  ///     other kinds of files; WEIGHTS_FILE, CONFIG for broken files; READ if reading fails
  public static CheckpointFolder open(Path path) {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw Words.missing(path);
    }
    if (Files.isDirectory(path)) {
      FolderFiles folder = new FolderFiles(path);
      if (!Weights.present(folder)) {
        Optional<CheckpointFolder> single = SingleFile.in(folder);
        if (single.isPresent()) {
          return single.get();
        }
      }
      return open(folder, Weights.of(folder));
    }
    Optional<CheckpointFolder> single = SingleFile.open(path);
    if (single.isPresent()) {
      return single.get();
    }
    Path parent = Objects.requireNonNull(path.toAbsolutePath().getParent()); // a file has one
    FolderFiles folder = new FolderFiles(parent);
    return open(folder, Weights.of(folder, path));
  }

  private static CheckpointFolder open(FolderFiles folder, Weights weights) {
    Path config =
        folder
            .find("config.json")
            .orElseThrow(
                () ->
                    new Problem(
                        Code.CONFIG,
                        "The folder "
                            + Words.quote(folder.folder().toString())
                            + " has weights but no config.json.",
                        "Put the model's config.json beside its weights."));
    return new CheckpointFolder(
        folder.folder(),
        Format.SAFETENSORS,
        Config.read(config),
        folder.find("generation_config.json").map(Config::read),
        folder.find(ModelCard.NAME).map(ModelCard::read),
        weights.files(),
        weights.tensors(),
        FileStamp.whole(config));
  }

  /// A tensor that the model cannot do without.
  ///
  /// @throws Problem TENSOR if there is none of this name
  public TensorEntry require(String name) {
    TensorEntry t = tensors.get(name);
    if (t == null) {
      throw Words.noTensor(Words.quote(name()), name);
    }
    return t;
  }

  /// Another file of the folder, such as `tokenizer.json`; never one outside it.
  ///
  /// @throws Problem if the name or the link leads out of the folder
  public Optional<Path> file(String name) {
    return new FolderFiles(folder).find(name);
  }

  /// The folder's own name, or that of the single file; in a Hugging Face cache, where the folder
  /// is called by a commit, the id of the repository.
  public String name() {
    Path named = format == Format.SAFETENSORS ? folder : files.getFirst().file();
    Path whole = named.toAbsolutePath().normalize();
    Path last = whole.getFileName();
    return format == Format.SAFETENSORS
        ? HuggingFaceCache.repository(whole).orElse(String.valueOf(last))
        : String.valueOf(last);
  }

  /// Bytes of all tensors together.
  public long bytes() {
    return tensors.values().stream().mapToLong(TensorEntry::bytes).sum();
  }

  /// How many tensors there are of each type.
  public Map<StoredType, Integer> tensorsByType() {
    Map<StoredType, Integer> counts = new EnumMap<>(StoredType.class);
    tensors.values().forEach(t -> counts.merge(t.dtype(), 1, Integer::sum));
    return counts;
  }

  /// Whether configuration and weights are still the files that were opened. Ask before each run
  /// on mapped weights.
  public boolean unchanged() {
    return configStamp.unchanged() && files.stream().allMatch(w -> w.stamp().unchanged());
  }

  /// A short name for the content, quick for any size: equal for copies, and different after
  /// training as far as samples of the data can tell; [#sha256] is certain.
  ///
  /// @return 64 hexadecimal digits (SHA-256)
  public String fingerprint() {
    return Fingerprint.quick(this);
  }

  /// SHA-256 of every byte of `config.json` and of each weights file, as `sha256sum` prints it and
  /// as publishers show it.
  ///
  /// @return 64 hexadecimal digits by file name
  public SequencedMap<String, String> sha256(Progress progress) {
    List<Path> all = new ArrayList<>();
    if (format == Format.SAFETENSORS) {
      all.add(configStamp.file());
    }
    files.forEach(w -> all.add(w.file()));
    return Fingerprint.whole(all, progress);
  }
}
