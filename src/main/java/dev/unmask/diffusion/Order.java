package dev.unmask.diffusion;

import dev.unmask.network.Beliefs;

/// Which position comes first: the one with the highest score.
public enum Order {
  /// Probability of the candidate.
  CONFIDENCE,
  /// Probability of the most probable token, whatever was drawn.
  BEST,
  /// Difference of the two most probable tokens' probabilities.
  MARGIN,
  /// Negative entropy: the most certain first.
  ENTROPY,
  /// Positive entropy: the most uncertain first. A defect of published programs, kept to repeat
  /// their numbers.
  ENTROPY_REVERSED,
  /// Uniformly at random.
  RANDOM,
  /// The first position first.
  LEFT_TO_RIGHT,
  /// The last position first.
  RIGHT_TO_LEFT;

  /// How many of the most probable tokens it needs to see.
  public int alternatives() {
    return this == MARGIN ? 2 : 1;
  }

  /// The name that is typed and stored.
  public String text() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  /// Scores of some positions, in their order.
  double[] scores(Step step, int... positions) {
    double[] scores = new double[positions.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = score(step, positions[i]);
    }
    return scores;
  }

  private double score(Step step, int position) {
    Beliefs b = step.beliefs();
    return switch (this) {
      case CONFIDENCE -> Math.exp(b.logProbabilities()[b.indexOf(position)]);
      case BEST -> b.probability(b.indexOf(position), 0);
      case MARGIN ->
          b.alternatives() < 2
              ? b.probability(b.indexOf(position), 0)
              : b.probability(b.indexOf(position), 0) - b.probability(b.indexOf(position), 1);
      case ENTROPY -> -b.entropies()[b.indexOf(position)];
      case ENTROPY_REVERSED -> b.entropies()[b.indexOf(position)];
      case RANDOM -> step.at().uniform(Purpose.ORDER, position);
      case LEFT_TO_RIGHT -> -position;
      case RIGHT_TO_LEFT -> position;
    };
  }
}
