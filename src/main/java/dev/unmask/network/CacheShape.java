package dev.unmask.network;

/// What a key-value cache holds for each position.
///
/// @param layers of the network
/// @param heads for keys and values
/// @param width of one head
public record CacheShape(int layers, int heads, int width) {}
