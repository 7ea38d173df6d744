package dev.unmask.task;

/// Word problems of one plot.
interface Family {
  /// Draws numbers and words, and adds the equations that answer the question.
  ///
  /// @return the question; of no use if the chain was spoiled
  String question(Draws draws, Chain chain);
}
