package dev.unmask.train;

import dev.unmask.network.LossTerms;
import java.util.List;

/// What one step learns from.
///
/// @param parts of the batch, one after the other
/// @param tokens that the network reads, filling included
/// @param targets that it is asked for
/// @param length of the rows
public record Lesson(List<LossTerms> parts, long tokens, long targets, int length) {}
