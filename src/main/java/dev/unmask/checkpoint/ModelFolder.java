package dev.unmask.checkpoint;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// A model folder in Hugging Face's layout that is to be written: it appears under its name when
/// all of it is there, and not before.
public final class ModelFolder {
  /// Files beside the weights that belong to the text side of a model.
  private static final List<String> TEXT_SIDE =
      List.of(
          "tokenizer.json",
          "tokenizer_config.json",
          "special_tokens_map.json",
          "added_tokens.json",
          "vocab.json",
          "merges.txt",
          "tokenizer.model",
          "chat_template.jinja",
          "generation_config.json",
          "examples.json");

  private final SequencedMap<String, byte[]> files = new LinkedHashMap<>();
  private final SequencedMap<String, SafetensorsWriter> weights = new LinkedHashMap<>();

  /// Adds a text file.
  public ModelFolder text(String name, String content) {
    files.put(name, content.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /// Adds what belongs to the text side of another model.
  ///
  /// @throws Problem READ if a file cannot be read
  public ModelFolder textSideOf(Path folder) {
    FolderFiles from = new FolderFiles(folder);
    for (String name : TEXT_SIDE) {
      from.find(name).ifPresent(file -> files.put(name, bytes(file)));
    }
    return this;
  }

  /// Adds a weights file.
  public ModelFolder weights(String name, SafetensorsWriter writer) {
    weights.put(name, writer);
    return this;
  }

  /// The text files by name, as they will be written.
  public Map<String, byte[]> files() {
    return files;
  }

  /// Writes the folder. One of the same name is replaced when the new one is complete.
  ///
  /// @throws Problem WRITE if it cannot be written; an older folder is then as it was
  public void write(Path target) {
    Path real = target.toAbsolutePath().normalize();
    Path parent = real.getParent();
    if (parent == null) {
      throw failure(real, null);
    }
    Path fresh = parent.resolve(".unmask-" + real.getFileName() + ".new");
    Path old = parent.resolve(".unmask-" + real.getFileName() + ".old");
    try {
      Files.createDirectories(parent);
      delete(fresh);
      Files.createDirectory(fresh);
      into(fresh);
      delete(old);
      if (Files.exists(real)) {
        Files.move(real, old);
      }
      Files.move(fresh, real);
      delete(old);
    } catch (IOException e) {
      throw failure(real, e);
    }
  }

  /// Writes the files into a folder that is there, each of them whole or not at all; the weights
  /// come last.
  ///
  /// @throws Problem WRITE if one cannot be written
  public void into(Path folder) {
    files.forEach((name, bytes) -> new AtomicFile(folder.resolve(name)).write(bytes));
    weights.forEach((name, writer) -> writer.write(folder.resolve(name)));
  }

  /// Makes a folder and those above it.
  ///
  /// @throws Problem WRITE if it cannot be made
  public static Path made(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw failure(folder, e);
    }
  }

  /// Whether there is such a folder.
  public static boolean present(Path folder) {
    return Files.isDirectory(folder);
  }

  /// The folders within one whose names begin so, in the order of their names; none if there is no
  /// such folder.
  ///
  /// @throws Problem READ if it cannot be listed
  public static List<Path> within(Path folder, String prefix) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(p -> String.valueOf(p.getFileName()).startsWith(prefix))
          .filter(Files::isDirectory)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw Words.unreadable(folder, e);
    }
  }

  /// Removes a folder that Unmask wrote, and what is in it.
  ///
  /// @throws Problem WRITE if it cannot be removed
  public static void remove(Path folder) {
    try {
      delete(folder);
    } catch (IOException e) {
      throw failure(folder, e);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(p);
      }
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw Words.unreadable(file, e);
    }
  }

  private static Problem failure(Path target, @org.jspecify.annotations.Nullable IOException e) {
    return new Problem(
        Code.WRITE,
        "The folder " + Words.quote(target.toString()) + " could not be written.",
        "Choose a folder of your own on a disk with free space.",
        e);
  }
}
