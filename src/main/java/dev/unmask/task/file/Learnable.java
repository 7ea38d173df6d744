package dev.unmask.task.file;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.task.Split;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Texts of the user's own files, to learn from.
public final class Learnable {
  private Learnable() {}

  /// A question and its answer.
  public record Pair(String question, String answer) {}

  /// One object with `question` and `answer` on each line.
  ///
  /// @param split which of them: a pair belongs to one split, by its question
  /// @throws dev.unmask.problem.Problem TASK_DATA that names the line, if one is of another format
  public static List<Pair> pairs(Path file, Split split) {
    DataFile data = new DataFile(file, "pairs");
    List<Pair> all =
        data.jsonLines(
            Integer.MAX_VALUE, entry -> new Pair(entry.text("question"), entry.text("answer")));
    return of(file, split, all.stream().filter(p -> Split.of(p.question()) == split).toList());
  }

  /// Of a small file nothing may fall into one of the splits.
  private static <T> List<T> of(Path file, Split split, List<T> own) {
    if (own.isEmpty()) {
      String which = split.name().toLowerCase(Locale.ROOT).replace('_', '-');
      throw new Problem(
          Code.TASK_DATA,
          "Nothing of %s falls into its %s part, which is set aside by chance."
              .formatted(file, which),
          "Give more data: some hundred questions or documents at least.");
    }
    return own;
  }

  /// Documents of plain text, with empty lines between them.
  ///
  /// @param split which of them: a document belongs to one split, by its text
  public static List<String> documents(Path file, Split split) {
    DataFile data = new DataFile(file, "text");
    String whole = String.join("\n", data.lines());
    List<String> all =
        data.found(
            Arrays.stream(whole.split("\n\\s*\n", -1))
                .map(String::strip)
                .filter(t -> !t.isEmpty())
                .toList());
    return of(file, split, all.stream().filter(t -> Split.of(t) == split).toList());
  }
}
