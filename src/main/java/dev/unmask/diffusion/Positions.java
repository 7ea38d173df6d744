package dev.unmask.diffusion;

import java.util.stream.IntStream;

/// Sets of positions, ascending.
final class Positions {
  private Positions() {}

  /// All masked positions, and those of the block that are written already.
  static int[] maskedOr(Canvas canvas, Span block) {
    return IntStream.range(0, canvas.length())
        .filter(p -> canvas.masked(p) || (block.contains(p) && canvas.role(p) == Role.REVEALED))
        .toArray();
  }
}
