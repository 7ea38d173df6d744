package dev.unmask.task;

/// An endless, numbered supply of infillings: `i` of a split is made of exercise `i` of that split.
///
/// @param exercises of which a piece is left out
/// @param gap kind of the piece
/// @param separator what stands between question and answer
public record Infillings(Exercises exercises, Gap gap, String separator) {
  /// One of them.
  ///
  /// @throws dev.unmask.problem.Problem PARAMETER if no exercise is admitted
  public Infilling at(Split split, long index) {
    Draws draws = Draws.of(exercises.seed(), split.code(), index, gap.code(), 1);
    return Infilling.of(exercises.at(split, index), gap, separator, draws);
  }
}
