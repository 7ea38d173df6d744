package dev.unmask.window.trace;

/// What a step did to a position.
public enum Change {
  /// Nothing that can be seen on the canvas.
  NONE,
  /// A mask became a token.
  WRITTEN,
  /// A token became another one.
  REWRITTEN,
  /// A token became a mask again.
  REMASKED
}
