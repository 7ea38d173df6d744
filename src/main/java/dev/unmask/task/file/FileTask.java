package dev.unmask.task.file;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.nio.file.Path;
import java.util.List;

/// A task whose items lie in a file.
public interface FileTask {
  /// Its name on the command line and in lm-eval's results.
  String name();

  /// What is asked, in one sentence.
  String says();

  /// What the authors' script does otherwise, and `as published` repeats; may be empty.
  String asPublished();

  /// Reads items, in their order.
  ///
  /// @param file as published, plain or compressed by gzip
  /// @param most how many at most
  /// @param asPublished whether defects of the authors' script are repeated
  /// @throws Problem TASK_DATA if the file is of another format, with its line
  List<Item> read(Path file, int most, boolean asPublished);

  /// What counts of its items.
  default Yardstick yardstick() {
    return Yardstick.SOLVED;
  }

  /// Whether something stands behind what is to be written.
  default boolean fillsIn() {
    return false;
  }

  /// All of them.
  static List<FileTask> all() {
    return List.of(
        new Gsm8k(false),
        new Gsm8k(true),
        new CountdownFile(),
        new Lambada(),
        new Piqa(),
        new SocialIqa(),
        new Winogrande(),
        new HellaSwag(),
        new TriviaQa(),
        new Squad(),
        new RocStories(),
        new HumanEval(),
        new HumanEvalInfilling(),
        new Mbpp(),
        new PlainText("wikitext", "WikiText as published: the likelihood of each paragraph."),
        new PlainText("text", "Any text: the likelihood of each paragraph."));
  }

  /// One of them by its name.
  ///
  /// @throws Problem PARAMETER that lists what there is
  static FileTask named(String name) {
    return all().stream()
        .filter(t -> t.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new Problem(
                    Code.PARAMETER,
                    "There is no task called " + name + ".",
                    "Choose one of "
                        + String.join(", ", all().stream().map(FileTask::name).toList())
                        + "."));
  }
}
