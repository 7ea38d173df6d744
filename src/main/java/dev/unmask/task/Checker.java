package dev.unmask.task;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Evaluates an answer as a whole: every equation, where its numbers come from, and the result.
///
/// Any chain that holds is right, not only the one that the grammar wrote. Numbers of a question
/// may be used several times, except in a countdown.
public final class Checker {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
  private static final Pattern SUM = Pattern.compile("\\d+[-+*/]\\d+");

  private Checker() {}

  /// Judges an answer.
  ///
  /// @param written what somebody wrote after the question, any text
  public static Verdict check(Exercise exercise, String written) {
    Solution solution = Solution.read(written);
    return switch (exercise.kind()) {
      case WORD_PROBLEM -> wordProblem(exercise, solution);
      case WORKSHEET -> worksheet(exercise, solution);
      case COUNTDOWN -> countdown(exercise, solution);
    };
  }

  private static Verdict wordProblem(Exercise exercise, Solution solution) {
    Set<Flaw> flaws = flaws(solution);
    List<Long> known = numbers(exercise.question());
    if (exercise.question().contains("half")) {
      known.add(2L);
    }
    List<Equation> all = solution.equations();
    for (int i = 0; i < all.size(); i++) {
      Equation now = all.get(i);
      if (!known.contains(now.left()) || !known.contains(now.right())) {
        flaws.add(Flaw.STRANGE_NUMBER);
      }
      known.add(now.result());
      boolean last = i == all.size() - 1;
      if (!last && all.subList(i + 1, all.size()).stream().noneMatch(e -> uses(e, now.result()))) {
        flaws.add(Flaw.UNUSED);
      }
    }
    ending(solution, flaws);
    OptionalLong right = Solution.read(exercise.answer()).result();
    return new Verdict(solution.result().equals(right), flaws);
  }

  private static Verdict countdown(Exercise exercise, Solution solution) {
    Set<Flaw> flaws = flaws(solution);
    List<Long> available = numbers(exercise.question());
    Long target = available.removeLast();
    for (Equation e : solution.equations()) {
      for (long used : new long[] {e.left(), e.right()}) {
        if (!available.remove((Long) used)) {
          flaws.add(Flaw.STRANGE_NUMBER);
        }
      }
      available.add(e.result());
    }
    if (available.size() != 1) {
      flaws.add(Flaw.UNUSED);
    }
    ending(solution, flaws);
    return new Verdict(solution.result().equals(OptionalLong.of(target)), flaws);
  }

  private static Verdict worksheet(Exercise exercise, Solution solution) {
    Set<Flaw> flaws = flaws(solution);
    List<String> asked =
        SUM.matcher(exercise.question()).results().map(MatchResult::group).toList();
    if (!solution.equations().stream().map(Equation::side).toList().equals(asked)
        || solution.result().isPresent()) {
      flaws.add(Flaw.NOT_ASKED);
    }
    List<Long> results = solution.equations().stream().map(Equation::result).toList();
    List<Long> right =
        Solution.read(exercise.answer()).equations().stream().map(Equation::result).toList();
    return new Verdict(results.equals(right), flaws);
  }

  /// What can be said without the question.
  private static Set<Flaw> flaws(Solution solution) {
    Set<Flaw> flaws = EnumSet.noneOf(Flaw.class);
    if (!solution.clean() || solution.equations().isEmpty()) {
      flaws.add(Flaw.UNREADABLE);
    }
    if (!solution.equations().stream().allMatch(Equation::holds)) {
      flaws.add(Flaw.FALSE_EQUATION);
    }
    return flaws;
  }

  private static void ending(Solution solution, Set<Flaw> flaws) {
    if (!solution.equations().isEmpty()
        && !solution.result().equals(OptionalLong.of(solution.equations().getLast().result()))) {
      flaws.add(Flaw.OTHER_RESULT);
    }
  }

  private static boolean uses(Equation equation, long number) {
    return equation.left() == number || equation.right() == number;
  }

  private static List<Long> numbers(String text) {
    return new ArrayList<>(
        NUMBER.matcher(text).results().map(m -> Long.parseLong(m.group())).toList());
  }
}
