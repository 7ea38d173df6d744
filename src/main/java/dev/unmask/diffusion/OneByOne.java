package dev.unmask.diffusion;

/// Reveals one position in each step, until nothing is masked: from left to right, from right to
/// left, or the best first.
///
/// @param order which comes next
public record OneByOne(Order order) implements Adaptive {
  @Override
  public Canvas next(Step step) {
    int[] masked = step.masked();
    return step.reveal(Ranking.best(masked, order.scores(step, masked), 1));
  }

  @Override
  public int alternatives() {
    return order.alternatives();
  }
}
