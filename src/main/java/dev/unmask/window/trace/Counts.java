package dev.unmask.window.trace;

/// How often something happened to positions up to a step.
///
/// @param revisions guesses at a masked position that changed: self-correction that the written
///     tokens never show, because most samplers do not mask again
/// @param rewritten written tokens that were changed
/// @param remasked written tokens that were masked again
public record Counts(int revisions, int rewritten, int remasked) {
  static final Counts NONE = new Counts(0, 0, 0);
}
