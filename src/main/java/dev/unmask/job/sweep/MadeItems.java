package dev.unmask.job.sweep;

import dev.unmask.task.Checker;
import dev.unmask.task.Countdown;
import dev.unmask.task.Draws;
import dev.unmask.task.Exercise;
import dev.unmask.task.Exercises;
import dev.unmask.task.Flaw;
import dev.unmask.task.Gap;
import dev.unmask.task.Grammar;
import dev.unmask.task.Infilling;
import dev.unmask.task.Split;
import dev.unmask.task.Verdict;
import dev.unmask.task.WordProblems;
import dev.unmask.task.Worksheets;
import dev.unmask.task.file.Item;
import dev.unmask.task.file.Judgement;
import dev.unmask.task.file.Room;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Items that a grammar makes, all of them held out from every training.
///
/// @param task what is asked for
/// @param fits which problems may be given out
/// @param separator text between a question and its answer where a piece of both is left out
record MadeItems(SweepTask task, Predicate<Item.Writing> fits, String separator) {
  private static final long GAPS = 9;
  private static final List<Gap> KINDS = List.of(Gap.QUESTION_NUMBER, Gap.RESULT, Gap.EQUATION);

  List<Item> items() {
    if (task.name().equals(SweepTask.UNCONDITIONAL)) {
      return IntStream.range(0, task.items()).<Item>mapToObj(this::free).toList();
    }
    List<Exercise> made =
        new Exercises(grammar(), task.seed(), e -> fits.test(item(e, 0)))
            .distinct(Split.HELD_OUT, task.items());
    return IntStream.range(0, made.size()).mapToObj(i -> given(made.get(i), i)).toList();
  }

  private Item given(Exercise exercise, int number) {
    return switch (task.name()) {
      case SweepTask.ANSWERS -> answer(exercise, number);
      case SweepTask.INFILLING -> infilling(exercise, number);
      default -> item(exercise, number);
    };
  }

  /// The kinds of gaps in turn; the number of tokens is given away.
  private Item.Writing infilling(Exercise exercise, int number) {
    Gap gap = KINDS.get(number % KINDS.size());
    Infilling made = Infilling.of(exercise, gap, separator, Draws.of(task.seed(), GAPS, number));
    return new Item.Writing(
        task.name() + "/" + gap.name().toLowerCase(Locale.ROOT) + "/" + number,
        "",
        made.before(),
        made.after(),
        true,
        Room.oracle(0),
        List.of(made.hidden()),
        written ->
            Judgement.of(made.holds(written, separator))
                .with("exact", made.right(written) ? 1 : 0));
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
