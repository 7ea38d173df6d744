package dev.unmask.task;

import java.util.Optional;

/// A way to make exercises.
public interface Grammar {
  /// One try: empty if what was drawn makes no exercise (a division with a rest, say).
  ///
  /// @param draws all that it may depend on
  Optional<Exercise> attempt(Draws draws);
}
