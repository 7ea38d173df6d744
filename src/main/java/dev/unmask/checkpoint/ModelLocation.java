package dev.unmask.checkpoint;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// Finds a model by what a user types: a path, or the id of a repository that Hugging Face's tools
/// have downloaded.
///
/// @param cache where they keep it
public record ModelLocation(HuggingFaceCache cache) {
  /// The path of the model. A path that exists wins over a repository of that name.
  ///
  /// @throws Problem NOT_FOUND that says where was looked
  public Path find(String text) {
    Path path = path(text);
    if (Files.exists(path)) {
      return path;
    }
    if (!HuggingFaceCache.isRepository(text)) {
      throw Words.missing(path);
    }
    return cache
        .snapshot(text)
        .orElseThrow(
            () ->
                new Problem(
                    Code.NOT_FOUND,
                    Words.quote(text)
                        + " is neither a path nor in the Hugging Face cache "
                        + Words.quote(cache.hub().toString())
                        + ".",
                    "Check the name, or download it with Hugging Face's tools; Unmask does not"
                        + " download on its own."));
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new Problem(
          Code.NOT_FOUND,
          Words.quote(text) + " is not a path on this system.",
          "Choose the model's folder or file.",
          e);
    }
  }
}
