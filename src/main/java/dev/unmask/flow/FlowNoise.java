package dev.unmask.flow;

/// The random numbers of one text, each a function of what it is for, so that a text does not
/// depend on when or beside which others it is written.
public interface FlowNoise {
  /// A standard normal number: the noise in which a token begins.
  ///
  /// @param token 0 for the first that is written
  double normal(int token, int coordinate);

  /// A uniform number in [0, 1) that draws an estimate.
  ///
  /// @param evaluation of the token, from 0
  /// @param branch 0 with the class, 1 without
  double estimate(int token, int evaluation, int branch);

  /// A uniform number in [0, 1) that draws the token itself.
  double choice(int token);
}
