package dev.unmask.job.sweep;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.task.file.FileTask;
import dev.unmask.task.file.Item;
import dev.unmask.task.file.Room;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/// What is to be solved: problems that a grammar makes, or a published task from a file.
///
/// @param name one of [#MADE], or a [FileTask]
/// @param file of the data; empty for problems that a grammar makes
/// @param items how many
/// @param seed of problems that a grammar makes
/// @param largest number in them
/// @param equations of a word problem, at most
/// @param asPublished whether defects of the authors' script are repeated
public record SweepTask(
    String name,
    String file,
    int items,
    long seed,
    int largest,
    int equations,
    boolean asPublished) {
  /// Texts from nothing, of which none is right or wrong.
  public static final String UNCONDITIONAL = "unconditional";

  /// How likely a model finds the right answers to word problems.
  public static final String ANSWERS = "answers";

  /// The tasks that need no file.
  public static final List<String> MADE =
      List.of("word-problems", "worksheets", "countdown-3", "countdown-4", ANSWERS, UNCONDITIONAL);

  /// @throws Problem PARAMETER if it cannot be
  public SweepTask {
    if (items < 1) {
      throw new Problem(
          Code.PARAMETER,
          "There is nothing to solve with " + items + " items.",
          "Ask for at least 1.");
    }
    if (!MADE.contains(name)) {
      FileTask task = FileTask.named(name);
      if (file.isEmpty()) {
        throw new Problem(
            Code.PARAMETER,
            "The task %s needs a data file.".formatted(task.name()),
            "Name it with --data; nothing is downloaded.");
      }
    } else if (!file.isEmpty()) {
      throw new Problem(
          Code.PARAMETER,
          "The problems of %s are made, not read.".formatted(name),
          "Leave --data out, or choose another task.");
    }
  }

  /// Word problems as the bundled model was made for.
  public static SweepTask wordProblems(int items, long seed) {
    return new SweepTask("word-problems", "", items, seed, 30, 3, false);
  }

  /// Reads or makes the items.
  ///
  /// @param fits which problems may be given out; those of files are given out whatever their
  ///     length
  /// @throws Problem TASK_DATA if the file is of another format
  public List<Item> read(Predicate<Item.Writing> fits) {
    return MADE.contains(name)
        ? new MadeItems(this, fits).items()
        : FileTask.named(name).read(Path.of(file), items, asPublished);
  }

  /// Whether the length of the right answer is given away, in words; empty if not.
  public static String oracle(List<Item> items) {
    for (Item item : items) {
      if (item instanceof Item.Writing w && w.room().kind() == Room.Kind.ORACLE) {
        return "The number of masks is that of the right answer%s (oracle length)."
            .formatted(w.room().tokens() == 0 ? "" : " and " + w.room().tokens() + " more");
      }
    }
    return "";
  }
}
