package dev.unmask.task;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// An endless, numbered supply: exercise `i` of a split is a pure function of (seed, split, i).
///
/// @param grammar that makes them
/// @param seed of all
/// @param admitted what may be given out, for example what fits a canvas
public record Exercises(Grammar grammar, long seed, Predicate<Exercise> admitted) {
  private static final int MOST_ATTEMPTS = 100_000;

  /// All that the grammar makes.
  public Exercises(Grammar grammar, long seed) {
    this(grammar, seed, any -> true);
  }

  /// One of them. The same question may come back under another number.
  ///
  /// @throws Problem PARAMETER if none is admitted
  public Exercise at(Split split, long index) {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      Draws draws = Draws.of(seed, split.code(), index, attempt);
      Optional<Exercise> made = grammar.attempt(draws);
      if (made.isPresent() && made.get().split() == split && admitted.test(made.get())) {
        return made.get();
      }
    }
    throw new Problem(
        Code.PARAMETER,
        "Of %d exercises none was fit for use.".formatted(MOST_ATTEMPTS),
        "Allow larger numbers or a longer canvas.");
  }

  /// The first ones that ask different things.
  ///
  /// @throws Problem PARAMETER if there are not so many
  public List<Exercise> distinct(Split split, int count) {
    Map<String, Exercise> found = new LinkedHashMap<>();
    long most = 100L * count + 1000;
    for (long i = 0; found.size() < count; i++) {
      if (i == most) {
        throw new Problem(
            Code.PARAMETER,
            "There are only %d different exercises of this kind.".formatted(found.size()),
            "Ask for fewer.");
      }
      Exercise one = at(split, i);
      found.putIfAbsent(one.asked(), one);
    }
    Collection<Exercise> all = found.values();
    return List.copyOf(all);
  }
}
