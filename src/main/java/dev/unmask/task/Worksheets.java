package dev.unmask.task;

import java.util.Optional;

/// Three sums that do not depend on each other: `15-2, 13*2 and 30/5.` No result occurs a second
/// time in the answer, so that a network cannot learn to copy it from there.
///
/// @param largest number that may occur
public record Worksheets(int largest) implements Grammar {
  private static final int SUMS = 3;

  @Override
  public Optional<Exercise> attempt(Draws draws) {
    Chain chain = new Chain(largest);
    StringBuilder question = new StringBuilder();
    for (int i = 0; i < SUMS; i++) {
      char sign = draws.one('+', '-', '*', '/');
      int left = draws.between(1, largest);
      int right =
          switch (sign) {
            case '*' -> draws.between(2, Math.min(10, largest));
            case '/' -> chain.divisor(draws, left);
            default -> draws.between(1, largest);
          };
      chain.add(left, sign, right);
      question.append(left).append(sign).append(right);
      question.append(i == SUMS - 1 ? "." : i == SUMS - 2 ? " and " : ", ");
    }
    return chain.usable(SUMS, SUMS)
        ? Optional.of(
            new Exercise(Kind.WORKSHEET, "worksheet", question.toString(), chain.equations()))
        : Optional.empty();
  }
}
