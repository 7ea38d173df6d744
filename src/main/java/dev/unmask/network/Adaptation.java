package dev.unmask.network;

import dev.unmask.checkpoint.LoraAdapter;

/// A LoRA adapter and how it is applied.
///
/// @param adapter the factors
/// @param merged added into the weights when they are loaded; otherwise computed beside them in
///     each evaluation, which keeps mapped and 8-bit weights as they are
public record Adaptation(LoraAdapter adapter, boolean merged) {}
