package dev.unmask.diffusion;

import java.util.List;

/// A named sampler: the parts that users know, under the name that its authors gave it.
///
/// @param name as typed on the command line and stored in sessions
/// @param title as shown in the form
/// @param explanation one line
/// @param source paper or code
/// @param rule which positions are revealed
/// @param usesTopP whether its authors filter candidates by top-p
public record Sampler(
    String name,
    String title,
    String explanation,
    String source,
    Transition rule,
    boolean usesTopP) {

  /// DiffuLLaMA's sampler of the evaluation scripts.
  public static final Sampler TOP_K_CONFIDENCE =
      new Sampler(
          "topk-confidence",
          "Top-k confidence",
          "Keeps the least confident positions masked; the schedule is linear in the steps.",
          "DiffuLLaMA, LLaMA-Factory trainer, generate_samples",
          new TopKConfidence(),
          false);

  /// DiffuLLaMA's sampler of the quick start.
  public static final Sampler RANDOM_KEEP =
      new Sampler(
          "random-keep",
          "Random keep",
          "Reveals each masked position with probability 1/(steps left + 1), whatever its"
              + " confidence.",
          "DiffuLLaMA, model.py, generate_samples",
          new RandomKeep(),
          true);

  /// All samplers, in the order in which they are offered.
  public static List<Sampler> all() {
    return List.of(TOP_K_CONFIDENCE, RANDOM_KEEP);
  }
}
