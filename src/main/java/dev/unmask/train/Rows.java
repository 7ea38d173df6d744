package dev.unmask.train;

import dev.unmask.task.Draws;

/// A supply of texts to learn from.
public interface Rows {
  /// One of them.
  ///
  /// @param draws all that it may depend on
  Row row(Draws draws);
}
