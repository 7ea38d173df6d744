package dev.unmask.job.sweep;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.task.file.FileTask;
import dev.unmask.task.file.Item;
import dev.unmask.task.file.Room;
import dev.unmask.task.file.Shots;
import dev.unmask.task.file.Yardstick;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What is to be solved: problems that a grammar makes, or a published task from a file.
///
/// @param name one of [#MADE], or a [FileTask]
/// @param file of the data; empty for problems that a grammar makes
/// @param items how many
/// @param seed of problems that a grammar makes
/// @param largest number in them
/// @param equations of a word problem, at most
/// @param asPublished whether defects of the authors' script are repeated
/// @param shots solved items that stand before each item of a file; null for none
public record SweepTask(
    String name,
    String file,
    int items,
    long seed,
    int largest,
    int equations,
    boolean asPublished,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable FewShot shots) {
  /// Texts from nothing, of which none is right or wrong.
  public static final String UNCONDITIONAL = "unconditional";

  /// How likely a model finds the right answers to word problems.
  public static final String ANSWERS = "answers";

  /// A number, a result or an equation of a word problem with its answer is left out.
  public static final String INFILLING = "infilling";

  /// Largest number in the problems that the bundled models were made for.
  public static final int LARGEST = 100;

  /// Equations of their answers, at most.
  public static final int EQUATIONS = 4;

  /// The tasks that need no file.
  public static final List<String> MADE =
      List.of(
          "word-problems",
          "worksheets",
          "countdown-3",
          "countdown-4",
          INFILLING,
          ANSWERS,
          UNCONDITIONAL);

  /// @throws Problem PARAMETER if it cannot be
  public SweepTask {
    if (items < 1) {
      throw new Problem(
          Code.PARAMETER,
          "There is nothing to solve with " + items + " items.",
          "Ask for at least 1.");
    }
    if (!MADE.contains(name)) {
      FileTask task = named(name);
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
    } else if (shots != null) {
      throw new Problem(
          Code.PARAMETER,
          "Solved items can only stand before those of a file; the models of %s know how it is written."
              .formatted(name),
          "Leave --shots out.");
    }
  }

  private static FileTask named(String name) {
    return FileTask.all().stream()
        .filter(t -> t.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new Problem(
                    Code.PARAMETER,
                    "There is no task called “%s”.".formatted(name),
                    "Without a file there are %s; with one (--data) %s."
                        .formatted(
                            String.join(", ", MADE),
                            String.join(
                                ", ", FileTask.all().stream().map(FileTask::name).toList()))));
  }

  /// Whether solved items can stand before those of a task: it has a file, and its items answers.
  public static boolean showsSolved(String name) {
    return !MADE.contains(name) && FileTask.named(name).yardstick() != Yardstick.NATS;
  }

  /// Whether the items of a task are texts with a gap, so that a model that writes left to right
  /// has to be told what stands behind it.
  public static boolean fillsIn(String name) {
    return MADE.contains(name) ? name.equals(INFILLING) : FileTask.named(name).fillsIn();
  }

  /// What counts of its items.
  public Yardstick yardstick() {
    return switch (name) {
      case ANSWERS -> Yardstick.NATS;
      case UNCONDITIONAL -> Yardstick.NOTHING;
      default -> Yardstick.of(name);
    };
  }

  /// Items with nothing before them.
  public SweepTask(
      String name,
      String file,
      int items,
      long seed,
      int largest,
      int equations,
      boolean asPublished) {
    this(name, file, items, seed, largest, equations, asPublished, null);
  }

  /// Word problems as the bundled model was made for.
  public static SweepTask wordProblems(int items, long seed) {
    return new SweepTask("word-problems", "", items, seed, LARGEST, EQUATIONS, false);
  }

  /// The items as they stand in a file, or as they are made for a model without a separator.
  ///
  /// @throws Problem TASK_DATA if the file is of another format
  public List<Item> read() {
    return read(any -> true, "\n");
  }

  /// Reads or makes the items.
  ///
  /// @param fits which problems may be given out; those of files are given out whatever their
  ///     length
  /// @param separator text between a question and its answer where a piece of both is left out
  /// @throws Problem TASK_DATA if the file is of another format
  public List<Item> read(Predicate<Item.Writing> fits, String separator) {
    return MADE.contains(name)
        ? new MadeItems(this, fits, separator).items()
        : fromFile(FileTask.named(name));
  }

  private List<Item> fromFile(FileTask task) {
    FewShot few = shots;
    if (few == null) {
      return task.read(Path.of(file), items, asPublished);
    }
    boolean own = few.file().isEmpty();
    List<Item> read = task.read(Path.of(file), own ? items + few.count() : items, asPublished);
    // One more than needed of another file, in case an item of this one is among them.
    List<Item> examples =
        own
            ? read.subList(0, Math.min(few.count(), read.size()))
            : task.read(Path.of(few.file()), few.count() + 1, asPublished);
    List<Item> asked = own ? read.subList(examples.size(), read.size()) : read;
    if (asked.isEmpty()) {
      throw new Problem(
          Code.PARAMETER,
          "%s has no item left to ask besides the %d that are shown.".formatted(file, few.count()),
          "Ask for fewer with --shots, or take them from another file with --shots-from.");
    }
    Shots before = new Shots(examples, few.count());
    return asked.stream().map(before::before).toList();
  }

  /// How many solved items stand before each.
  public int shown() {
    FewShot few = shots;
    return few == null ? 0 : few.count();
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
