package dev.unmask.task;

/// What is asked for, and so what a right answer is.
public enum Kind {
  /// A story with numbers: a chain of equations whose last result is the answer.
  WORD_PROBLEM,
  /// Equations that do not depend on each other, to be completed in their order.
  WORKSHEET,
  /// Numbers of which each is used once to make a given one.
  COUNTDOWN
}
