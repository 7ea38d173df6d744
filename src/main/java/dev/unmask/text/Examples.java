package dev.unmask.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Prompts that come with a checkpoint, to be offered to somebody who has none: the file
/// `examples.json`, a list of objects with `question` and `answer`.
public final class Examples {
  private static final long MOST = 1_000_000;

  private Examples() {}

  /// A prompt and what a right answer is.
  ///
  /// @param question the prompt
  /// @param answer the expected text, may be empty
  public record Example(String question, String answer) {}

  /// The examples of a model folder; none if it has no such file or one of another form: a model
  /// is as good without.
  public static List<Example> of(Path folder) {
    Path file = folder.resolve("examples.json");
    List<Example> found = new ArrayList<>();
    try {
      // A link is not followed: it may lead out of the folder.
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= MOST) {
        for (JsonNode entry : new JsonMapper().readTree(Files.readString(file))) {
          String question = entry.path("question").asString("");
          if (!question.isBlank()) {
            found.add(new Example(question, entry.path("answer").asString("")));
          }
        }
      }
    } catch (IOException | JacksonException e) {
      return List.of();
    }
    return List.copyOf(found);
  }
}
