package dev.unmask.checkpoint;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Models that are one file without a `config.json` beside it: GGUF and llama2.c.
final class SingleFile {
  private SingleFile() {}

  /// The model in a file, if it is of such a format.
  static Optional<CheckpointFolder> open(Path file) {
    return switch (kind(file)) {
      case GGUF -> Optional.of(GgufCheckpoint.open(file));
      case LLAMA2C -> Optional.of(Llama2cFile.open(file));
      default -> Optional.empty();
    };
  }

  /// The only such model in a folder, if there is one; all parts of a split one count once.
  ///
  /// @throws Problem NOT_FOUND if there are several
  static Optional<CheckpointFolder> in(FolderFiles folder) {
    List<Path> found =
        folder.names().stream()
            .filter(n -> n.endsWith(".gguf") || n.endsWith(".bin"))
            .filter(n -> !n.matches(".*-\\d{5}-of-\\d{5}\\.gguf") || n.contains("-00001-of-"))
            .filter(FolderFiles::plain)
            .flatMap(n -> folder.find(n).stream())
            .filter(f -> kind(f) == FileKind.GGUF || kind(f) == FileKind.LLAMA2C)
            .toList();
    if (found.size() > 1) {
      throw new Problem(
          Code.NOT_FOUND,
          "The folder "
              + Words.quote(folder.folder().toString())
              + " holds several models, for example "
              + Words.name(found.get(0))
              + " and "
              + Words.name(found.get(1))
              + ".",
          "Open one of these files.");
    }
    return found.stream().findFirst().flatMap(SingleFile::open);
  }

  private static FileKind kind(Path file) {
    try {
      return Files.isRegularFile(file) ? FileKind.of(file) : FileKind.OTHER;
    } catch (IOException e) {
      throw Words.unreadable(file, e);
    }
  }
}
