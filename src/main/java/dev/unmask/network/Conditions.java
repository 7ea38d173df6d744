package dev.unmask.network;

import org.jspecify.annotations.Nullable;

/// What a model is to heed beside the canvas. Nothing of it by default.
///
/// @param guidance two canvases for each: with and without the prompt
/// @param limits which tokens are allowed where
/// @param softMasks masks that carry a hint of the evaluation before
/// @param recall a memory of the vocabulary at each position, between evaluations
/// @param layout another attention or other positions than the network's own
/// @param scored `[batch][n_b]` tokens whose log-probabilities are wanted beside those of the
///     candidates; null for none
/// @param normalizers whether [Beliefs#normalizers()] are wanted
public record Conditions(
    @Nullable Guidance guidance,
    @Nullable TokenLimits limits,
    @Nullable SoftMasks softMasks,
    @Nullable Recall recall,
    @Nullable Layout layout,
    int @Nullable [][] scored,
    boolean normalizers) {

  /// Nothing to heed.
  public static final Conditions NONE = new Conditions(null, null, null, null, null, null, false);

  /// Prompt-mask guidance: `z = u + (scale + 1) (c - u)` with the logits `c` of the canvas and `u`
  /// of the same canvas without its prompt.
  ///
  /// @param scale 0 is no guidance
  /// @param without `[batch][length]` the canvases without prompt
  /// @see "LLaDA, generate.py, cfg_scale (b7e6c35)"
  public record Guidance(double scale, int[][] without) {}

  /// Which tokens may be written.
  ///
  /// @param allowed `[rules][vocabulary]`
  /// @param rule `[batch][n_b]` the rule of each wanted position
  public record TokenLimits(boolean[][] allowed, int[][] rule) {}

  /// Masks whose embedding is mixed with those of the tokens that the model believed in before:
  /// `(1 - lambda) e_mask + sum_k weight_k e_k`, where the weights sum to lambda.
  ///
  /// @param positions `[batch][m_b]` masked positions
  /// @param ids `[batch][m_b * k]`
  /// @param weights `[batch][m_b * k]`
  /// @param k tokens for each position
  /// @see "Soft-masked diffusion language models, 2510.17206"
  public record SoftMasks(int[][] positions, int[][] ids, float[][] weights, int k) {}

  /// Where in a memory each wanted position has its row.
  ///
  /// @param memory what is remembered
  /// @param rows `[batch][n_b]`
  public record Recall(VocabularyMemory memory, int[][] rows) {}

  /// How the columns of a canvas lie and see each other.
  ///
  /// @param positions `[length]`
  /// @param allowed `[length * length]` row-major, 1 where a query (row) may attend to a key; null
  ///     for the network's own attention
  public record Layout(int[] positions, byte @Nullable [] allowed) {}

  /// The same with guidance.
  public Conditions guided(@Nullable Guidance by) {
    return new Conditions(by, limits, softMasks, recall, layout, scored, normalizers);
  }

  /// The same with limits.
  public Conditions limited(@Nullable TokenLimits to) {
    return new Conditions(guidance, to, softMasks, recall, layout, scored, normalizers);
  }

  /// The same with soft masks.
  public Conditions softened(@Nullable SoftMasks by) {
    return new Conditions(guidance, limits, by, recall, layout, scored, normalizers);
  }

  /// The same with a memory.
  public Conditions recalling(@Nullable Recall from) {
    return new Conditions(guidance, limits, softMasks, from, layout, scored, normalizers);
  }

  /// The same in another layout.
  public Conditions laidOut(@Nullable Layout as) {
    return new Conditions(guidance, limits, softMasks, recall, as, scored, normalizers);
  }

  /// The same, with normalizers or without.
  public Conditions normalized(boolean wanted) {
    return new Conditions(guidance, limits, softMasks, recall, layout, scored, wanted);
  }

  /// The same with given tokens to score.
  public Conditions scoring(int @Nullable [][] tokens) {
    return new Conditions(guidance, limits, softMasks, recall, layout, tokens, normalizers);
  }
}
