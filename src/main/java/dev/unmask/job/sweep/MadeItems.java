package dev.unmask.job.sweep;

import dev.unmask.task.Checker;
import dev.unmask.task.Countdown;
import dev.unmask.task.Exercise;
import dev.unmask.task.Exercises;
import dev.unmask.task.Flaw;
import dev.unmask.task.Grammar;
import dev.unmask.task.Split;
import dev.unmask.task.Verdict;
import dev.unmask.task.WordProblems;
import dev.unmask.task.Worksheets;
import dev.unmask.task.file.Item;
import dev.unmask.task.file.Judgement;
import dev.unmask.task.file.Room;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Items that a grammar makes, all of them held out from every training.
///
/// @param task what is asked for
/// @param fits which problems may be given out
record MadeItems(SweepTask task, Predicate<Item.Writing> fits) {
  List<Item> items() {
    if (task.name().equals(SweepTask.UNCONDITIONAL)) {
      return IntStream.range(0, task.items()).<Item>mapToObj(this::free).toList();
    }
    List<Exercise> made =
        new Exercises(grammar(), task.seed(), e -> fits.test(item(e, 0)))
            .distinct(Split.HELD_OUT, task.items());
    boolean answers = task.name().equals(SweepTask.ANSWERS);
    return IntStream.range(0, made.size())
        .<Item>mapToObj(i -> answers ? answer(made.get(i), i) : item(made.get(i), i))
        .toList();
  }

  private Grammar grammar() {
    String name = task.name();
    return switch (name) {
      case "worksheets" -> new Worksheets(task.largest());
      case "countdown-3", "countdown-4" -> new Countdown(name.charAt(name.length() - 1) - '0');
      default -> new WordProblems(task.largest(), task.equations());
    };
  }

  private Item.Writing free(int number) {
    return new Item.Writing(
        id(number), "", "", "", Room.rest(), List.of(""), written -> Judgement.of(false));
  }

  private Item.Passage answer(Exercise exercise, int number) {
    return new Item.Passage(id(number), exercise.question(), exercise.answer());
  }

  private Item.Writing item(Exercise exercise, int number) {
    return new Item.Writing(
        id(number),
        exercise.question(),
        "",
        "",
        Room.rest(),
        List.of(exercise.answer()),
        written -> judged(Checker.check(exercise, written)));
  }

  private String id(int number) {
    return task.name() + "/" + number;
  }

  private static Judgement judged(Verdict verdict) {
    String words =
        verdict.flaws().stream().sorted().map(Flaw::words).collect(Collectors.joining("; "));
    return new Judgement(verdict.answer(), Map.of("chain", verdict.chain() ? 1.0 : 0.0), words);
  }
}
