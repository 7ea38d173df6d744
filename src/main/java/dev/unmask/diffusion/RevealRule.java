package dev.unmask.diffusion;

/// Decides, after each evaluation of the network, which masked positions are revealed.
public interface RevealRule {
  /// The positions whose beliefs the rule (and a viewer) needs; at least all masked ones.
  int[] wanted(Canvas canvas);

  /// The masked positions to reveal with their candidates, ascending. In the last step, all of
  /// them.
  int[] reveal(Step step);
}
