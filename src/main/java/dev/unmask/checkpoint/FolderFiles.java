package dev.unmask.checkpoint;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The files of a model folder, found by name without ever leaving the folder.
///
/// A folder from a stranger may name `../../secret` as a shard, or hold a link to it. Only plain
/// names are looked up, and links must stay inside; except in a Hugging Face cache, where
/// `models--ORG--NAME/snapshots/COMMIT/FILE` links to `models--ORG--NAME/blobs/HASH`.
///
/// @param folder as the user named it
record FolderFiles(Path folder) {
  private static final int LONGEST_LISTING = 4_096;

  /// Whether a name can only mean a file in the folder itself, on every system.
  static boolean plain(String name) {
    return !name.isEmpty()
        && name.length() <= 255
        && !name.equals(".")
        && !name.equals("..")
        && name.chars().noneMatch(c -> c < ' ' || "/\\:*?\"<>|".indexOf(c) >= 0);
  }

  /// The file of this name, if there is one.
  ///
  /// @throws Problem if the name is not plain, the link leads nowhere or out of the folder, or it
  ///     is no ordinary file
  Optional<Path> find(String name) {
    if (!plain(name)) {
      throw new Problem(
          Code.WEIGHTS_FILE,
          Words.quote(name) + " is not a plain file name.",
          "Names in an index must be those of files in the same folder.");
    }
    Path file = path(name);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    if (!Files.exists(file)) {
      throw new Problem(
          Code.NOT_FOUND,
          Words.quote(name) + " is a link to a file that is not there.",
          "Download the model again; it seems to be incomplete.");
    }
    try {
      Path real = file.toRealPath();
      Path home = folder.toRealPath();
      if (!real.startsWith(home) && !inBlobs(home, real)) {
        throw new Problem(
            Code.WEIGHTS_FILE,
            Words.quote(name) + " is a link that leads out of the model folder.",
            "Put the file itself into the folder if you trust it.");
      }
    } catch (IOException e) {
      throw Words.unreadable(file, e);
    }
    if (!Files.isRegularFile(file)) {
      throw Words.notAFile(file);
    }
    return Optional.of(file);
  }

  /// Where names are of another alphabet than the system's, Java can say some of them only.
  private Path path(String name) {
    try {
      return folder.resolve(name);
    } catch (InvalidPathException e) {
      throw new Problem(
          Code.NOT_FOUND,
          Words.quote(name) + " cannot be a file name on this system.",
          "Set a UTF-8 locale (for example LC_ALL=C.UTF-8), or rename the file.",
          e);
    }
  }

  /// The names of everything in the folder, sorted; the first 4,096 of a huge one.
  List<String> names() {
    try (Stream<Path> all = Files.list(folder)) {
      return all.limit(LONGEST_LISTING).map(p -> String.valueOf(p.getFileName())).sorted().toList();
    } catch (IOException e) {
      throw Words.unreadable(folder, e);
    }
  }

  private static boolean inBlobs(Path home, Path real) {
    for (@Nullable Path at = home; at != null; at = at.getParent()) {
      Path snapshots = at.getParent();
      if (snapshots != null && snapshots.endsWith("snapshots")) {
        return real.getParent() != null
            && real.getParent().equals(snapshots.resolveSibling("blobs"));
      }
    }
    return false;
  }
}
