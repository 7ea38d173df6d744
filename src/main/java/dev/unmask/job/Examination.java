package dev.unmask.job;

import dev.unmask.job.sweep.PointScore;
import dev.unmask.measure.Estimate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;

/// How good a model is at one moment of its training, on problems that it never learns from.
///
/// @param step of the training
/// @param crossEntropy nats a target on the validation split, noised as in training
/// @param bound nats for each token of right answers: the bound of a masked diffusion model
/// @param scores of solving held-out problems, one for each number of denoising steps, or one left
///     to right
/// @param sample what it wrote for the first problem with the most steps
public record Examination(
    long step,
    double crossEntropy,
    Optional<Estimate> bound,
    List<Score> scores,
    Optional<Sample> sample) {
  public Examination {
    scores = List.copyOf(scores);
  }

  /// The numbers in words, by what they measure.
  public SequencedMap<String, String> numbers() {
    SequencedMap<String, String> all = new LinkedHashMap<>();
    all.put("Cross-entropy", String.format(Locale.ROOT, "%.3f nats", crossEntropy));
    bound.ifPresent(
        b ->
            all.put(
                "Bound a token",
                String.format(Locale.ROOT, "%.3f \u00b1 %.3f", b.mean(), b.standardError())));
    for (Score s : scores) {
      all.put("Right, " + s.way(), String.format(Locale.ROOT, "%.1f %%", 100 * s.score().share()));
    }
    return all;
  }

  /// Problems that were solved.
  ///
  /// @param way `32 steps`, `left to right`, `8 grid points` or `the base`
  /// @param score right answers, and right chains among its means
  public record Score(String way, PointScore score) {}

  /// One problem.
  ///
  /// @param question as asked
  /// @param target a right answer
  /// @param written what the model made of it
  public record Sample(String question, String target, String written) {}
}
