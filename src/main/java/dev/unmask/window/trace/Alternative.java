package dev.unmask.window.trace;

/// One token that the model considered for a position.
///
/// @param id token id
/// @param probability 0 to 1
public record Alternative(int id, double probability) {}
