package dev.unmask.train;

/// What is learnt.
public sealed interface Objective {
  /// Next tokens, left to right.
  ///
  /// @param filling how many tokens of the filling after a text count too
  record Autoregressive(int filling) implements Objective {}

  /// Masked tokens, from both sides.
  ///
  /// @param masking what is masked
  /// @param weight of a masked token
  /// @param shift row `i` predicts position `i + 1`, as the autoregressive base does
  /// @param annealing from causal to full attention
  /// @param autoregressive share of batches that learn next tokens under causal attention instead
  /// @param longer share of batches with more filling than they need, so that the model learns to
  ///     fill a canvas that is longer than its text
  record MaskedDiffusion(
      Masking masking,
      MaskedRows.Weight weight,
      boolean shift,
      Annealing annealing,
      double autoregressive,
      double longer)
      implements Objective {}

  /// The flow path of L2D beside a frozen base: the answer's tokens, each at a random time on its
  /// way from noise.
  ///
  /// @param filling how many tokens of the filling after a text count too
  record Flow(int filling) implements Objective {}
}
