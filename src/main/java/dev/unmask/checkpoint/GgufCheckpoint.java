package dev.unmask.checkpoint;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A GGUF file, or all parts of a split one, shown as the Hugging Face folder that it was converted
/// from.
final class GgufCheckpoint {
  private static final Pattern PART = Pattern.compile("(.*)-(\\d{5})-of-(\\d{5})\\.gguf");
  private static final int MOST_PARTS = 1_000;
  private static final String ROPE_FACTORS = "rope_freqs.weight";

  private GgufCheckpoint() {}

  /// @param path a GGUF file; of a split one any part
  static CheckpointFolder open(Path path) {
    FolderFiles folder = new FolderFiles(Objects.requireNonNull(path.toAbsolutePath().getParent()));
    List<GgufFile> files = parts(folder, path);
    GgufNotes notes = files.getFirst().notes();
    refuseOthers(path, notes);
    Map<String, GgufTensor> byName = new LinkedHashMap<>();
    Map<String, Path> fileOf = new LinkedHashMap<>();
    for (GgufFile f : files) {
      for (GgufTensor t : f.tensors()) {
        if (byName.put(t.name(), t) != null) {
          throw Words.malformed(
              f.file(), "the tensor " + Words.quote(t.name()) + " is also in another part");
        }
        fileOf.put(t.name(), f.file());
      }
    }
    refuseIncomplete(path, notes, byName.size());
    float[] factors = ropeFactors(byName.get(ROPE_FACTORS), fileOf.get(ROPE_FACTORS));
    Config config = GgufConfig.of(notes, byName.keySet(), factors);
    Optional<GgufNames> names = names(notes.text("general.architecture"));
    List<WeightsFile> weights = new ArrayList<>();
    Map<String, TensorEntry> tensors = new LinkedHashMap<>();
    for (GgufFile f : files) {
      Map<String, TensorEntry> own = new LinkedHashMap<>();
      f.tensors().forEach(t -> own.put(name(f, t, names), entry(f, t, names)));
      own.remove(ROPE_FACTORS); // they are in the configuration now
      tensors.putAll(own);
      weights.add(
          new WeightsFile(
              f.file(), Collections.unmodifiableMap(own), f.notes().shown(), f.stamp()));
    }
    return new CheckpointFolder(
        folder.folder(),
        CheckpointFolder.Format.GGUF,
        config,
        Optional.empty(),
        Optional.of(card(notes)),
        List.copyOf(weights),
        Collections.unmodifiableMap(tensors),
        files.getFirst().stamp());
  }

  private static List<GgufFile> parts(FolderFiles folder, Path path) {
    HeaderBudget budget = new HeaderBudget();
    GgufFile opened = GgufFile.open(path, budget);
    long announced = opened.notes().has("split.count") ? opened.notes().count("split.count") : 1;
    if (announced <= 1) {
      return List.of(opened);
    }
    Matcher m = PART.matcher(String.valueOf(path.getFileName()));
    if (!m.matches() || Integer.parseInt(m.group(3)) != announced || announced > MOST_PARTS) {
      throw Words.malformed(
          path,
          "it is one of "
              + announced
              + " parts, but its name does not end in -00001-of-%05d.gguf".formatted(announced));
    }
    List<GgufFile> files = new ArrayList<>();
    for (int i = 1; i <= announced; i++) {
      String name = "%s-%05d-of-%05d.gguf".formatted(m.group(1), i, announced);
      Path part =
          folder
              .find(name)
              .orElseThrow(
                  () -> Words.malformed(path, "its part " + Words.quote(name) + " is missing"));
      GgufFile file = GgufFile.open(part, budget);
      boolean said = file.notes().has("split.no") && file.notes().has("split.count");
      if (!said
          || file.notes().count("split.no") != i - 1
          || file.notes().count("split.count") != announced) {
        throw Words.malformed(part, "it is not part " + i + " of " + announced);
      }
      files.add(file);
    }
    return files;
  }

  private static void refuseOthers(Path path, GgufNotes notes) {
    String type = notes.text("general.type", "model");
    if (!type.equals("model")) {
      throw new Problem(
          Code.FORMAT,
          Words.name(path) + " holds no model but " + Words.quote(type) + ".",
          "Open the model itself.");
    }
  }

  private static void refuseIncomplete(Path path, GgufNotes notes, int tensors) {
    if (tensors == 0) {
      throw new Problem(
          Code.WEIGHTS_FILE,
          Words.name(path) + " holds a vocabulary but no weights.",
          "Open a file that holds the whole model.");
    }
    String key = "split.tensors.count";
    if (notes.has(key) && notes.count(key) != tensors) {
      throw Words.malformed(
          path, "its parts hold " + tensors + " tensors instead of " + notes.count(key));
    }
  }

  private static float[] ropeFactors(@Nullable GgufTensor tensor, @Nullable Path file) {
    if (tensor == null || file == null) {
      return new float[0];
    }
    if (tensor.type() != StoredType.F32 || tensor.bytes() > 4_096) {
      throw Words.malformed(file, "its factors of rotary frequencies are not a few floats");
    }
    TensorEntry entry =
        new TensorEntry(
            tensor.name(), tensor.type(), tensor.shape(), file, tensor.offset(), tensor.bytes());
    float[] factors = new float[(int) (tensor.bytes() / Float.BYTES)];
    try (TensorReader reader = TensorReader.open(entry)) {
      reader.floats(0, MemorySegment.ofArray(factors));
    }
    return factors;
  }

  private static Optional<GgufNames> names(String architecture) {
    return switch (architecture) {
      case "llama", "qwen2", "qwen3", "dream" -> Optional.of(GgufNames.TRANSFORMERS);
      case "llada" -> Optional.of(GgufNames.LLADA);
      case "gpt2" -> Optional.of(GgufNames.GPT2);
      default -> Optional.empty();
    };
  }

  /// A tensor that a known architecture does not have would be left out of the computation without
  /// a word; so the file is refused, as by llama.cpp.
  private static String name(GgufFile file, GgufTensor tensor, Optional<GgufNames> names) {
    if (names.isEmpty() || tensor.name().equals(ROPE_FACTORS)) {
      return tensor.name();
    }
    return names
        .get()
        .of(tensor.name())
        .orElseThrow(
            () ->
                new Problem(
                    Code.ARCHITECTURE,
                    Words.name(file.file())
                        + " holds the tensor "
                        + Words.quote(tensor.name())
                        + ", which its architecture does not have.",
                    "It is a variant that is not supported; choose another model."));
  }

  private static TensorEntry entry(GgufFile file, GgufTensor t, Optional<GgufNames> names) {
    boolean transposed =
        t.shape().length == 2 && names.isPresent() && names.get().isTransposed(t.name());
    long[] shape = transposed ? new long[] {t.shape()[1], t.shape()[0]} : t.shape();
    return new TensorEntry(
        name(file, t, names), t.type(), shape, file.file(), t.offset(), t.bytes(), transposed);
  }

  private static ModelCard card(GgufNotes notes) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    if (notes.has("general.license")) {
      fields.put("license", List.of(notes.text("general.license")));
    }
    if (notes.isList("general.tags")) {
      fields.put("tags", notes.texts("general.tags"));
    }
    String name = notes.text("general.name", "");
    String text = notes.text("general.description", name);
    return new ModelCard(fields, text, text);
  }
}
