package dev.unmask.diffusion;

/// Reveals a scheduled number of positions, the first in some order.
///
/// @param order which come first
/// @param counts how many
/// @param temperature of the order: positions are drawn without replacement with weights
///     `softmax(score / temperature)`; 0 takes the highest scores
public record CountedReveal(Order order, Counts counts, double temperature) implements Transition {
  public CountedReveal {
    if (!(temperature >= 0)) {
      throw new IllegalArgumentException("temperature " + temperature);
    }
  }

  @Override
  public Canvas next(Step step) {
    int[] masked = step.masked();
    int count = step.at().left() == 0 ? masked.length : counts.count(step.at());
    double[] scores = order.scores(step, masked);
    if (temperature > 0) {
      scores = Ranking.perturbed(step.at(), masked, scores, temperature);
    }
    return step.reveal(Ranking.best(masked, scores, count));
  }

  @Override
  public int alternatives() {
    return order.alternatives();
  }
}
