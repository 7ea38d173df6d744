package dev.unmask.diffusion;

/// Which tokens may be written where.
///
/// @param allowed `[rules][vocabulary]`
/// @param rule `[length]` the rule of each position
public record Limits(boolean[][] allowed, int[] rule) {}
