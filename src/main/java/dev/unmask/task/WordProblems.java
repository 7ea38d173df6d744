package dev.unmask.task;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.List;
import java.util.Optional;

/// English word problems that take two or more equations, in the form of GSM8K-Aug:
/// `<<12/3=4>> <<4*5=20>> #### 20`.
///
/// A family is drawn by weight, then numbers, then words. What does not fit is thrown away as a
/// whole, so families whose numbers fit rarely are rarer than their weight.
///
/// @param largest number that may occur, in the question or the answer
/// @param equations at most
public record WordProblems(int largest, int equations) implements Grammar {
  private static final int FEWEST = 2;

  /// @param weight chances of being drawn
  private record Weighted(String name, int weight, Family family) {}

  private static final List<Weighted> FAMILIES =
      List.of(
          new Weighted("story", 4, new Story()),
          new Weighted("shop", 2, new Shop()),
          new Weighted("comparison", 2, new Comparison()),
          new Weighted("pages", 1, new Pages()),
          new Weighted("wages", 1, new Wages()),
          new Weighted("rows", 1, new Rows()),
          new Weighted("bags", 1, new Bags()));

  private static final int WEIGHTS = FAMILIES.stream().mapToInt(Weighted::weight).sum();

  /// @throws Problem PARAMETER if there are no such problems
  public WordProblems {
    if (largest < 20 || largest > 1000 || equations < FEWEST || equations > 8) {
      throw new Problem(
          Code.PARAMETER,
          "There are no word problems with numbers to %d and at most %d equations."
              .formatted(largest, equations),
          "Choose 20 to 1000 and 2 to 8.");
    }
  }

  /// Names of the families.
  public static List<String> families() {
    return FAMILIES.stream().map(Weighted::name).toList();
  }

  @Override
  public Optional<Exercise> attempt(Draws draws) {
    Weighted drawn = drawn(draws);
    Chain chain = new Chain(largest);
    String question = drawn.family().question(draws, chain);
    return chain.usable(FEWEST, equations)
        ? Optional.of(new Exercise(Kind.WORD_PROBLEM, drawn.name(), question, chain.answer()))
        : Optional.empty();
  }

  private static Weighted drawn(Draws draws) {
    int rest = draws.between(1, WEIGHTS);
    for (Weighted each : FAMILIES) {
      rest -= each.weight();
      if (rest <= 0) {
        return each;
      }
    }
    throw new IllegalStateException("weights");
  }
}
