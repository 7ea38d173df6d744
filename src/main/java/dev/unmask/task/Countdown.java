package dev.unmask.task;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Make a number out of some others, each used once: `Use 3, 7 and 12 to make 33.` What has to be
/// found is a plan: the first equation is of use only if the later ones are known.
///
/// Of three numbers only about 4,000 different things can be asked, the order aside: 250 of them
/// are held out.
///
/// @param numbers 3 or 4
public record Countdown(int numbers) implements Grammar {
  private static final int LARGEST_GIVEN = 12;
  private static final int LARGEST = 100;

  /// @throws Problem PARAMETER if it is another number
  public Countdown {
    if (numbers != 3 && numbers != 4) {
      throw new Problem(
          Code.PARAMETER,
          "Countdown is played with 3 or 4 numbers, not with " + numbers + ".",
          "Choose 3 or 4.");
    }
  }

  @Override
  public Optional<Exercise> attempt(Draws draws) {
    List<Integer> given = new ArrayList<>();
    for (int i = 0; i < numbers; i++) {
      given.add(draws.between(1, LARGEST_GIVEN));
    }
    Chain chain = new Chain(LARGEST);
    List<Integer> left = new ArrayList<>(given);
    while (left.size() > 1) {
      int a = left.remove(draws.between(0, left.size() - 1));
      int b = left.remove(draws.between(0, left.size() - 1));
      // The larger comes first: one way to write it, and no negative results.
      left.add(chain.add(Math.max(a, b), draws.one('+', '-', '*', '/'), Math.min(a, b)));
    }
    int target = left.getFirst();
    if (!chain.usable(numbers - 1, numbers - 1) || target < 2) {
      return Optional.empty();
    }
    String question =
        "Use %s and %d to make %d."
            .formatted(
                given.subList(0, numbers - 1).stream()
                    .map(String::valueOf)
                    .collect(Collectors.joining(", ")),
                given.getLast(),
                target);
    return Optional.of(
        new Exercise(Kind.COUNTDOWN, "countdown-" + numbers, question, chain.answer()));
  }
}
