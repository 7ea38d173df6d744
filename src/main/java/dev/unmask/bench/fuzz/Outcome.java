package dev.unmask.bench.fuzz;

import org.jspecify.annotations.Nullable;

/// How the opening of one broken file ended.
///
/// @param target kind of file
/// @param number of the change: with the seed it says which bytes
/// @param code label of the refusal; empty if the file opened all the same
/// @param nanos processor time of the opening
/// @param allocated bytes that were allocated on the way, an upper bound of what was held at once
/// @param surprise what should not have happened, or null
public record Outcome(
    String target,
    long number,
    String code,
    long nanos,
    long allocated,
    @Nullable String surprise) {}
