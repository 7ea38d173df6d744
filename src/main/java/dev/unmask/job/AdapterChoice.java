package dev.unmask.job;

/// A LoRA adapter that was asked for, as a spec keeps it.
///
/// @param path its folder, as the user gave it
/// @param apart computed beside the weights rather than added into them
public record AdapterChoice(String path, boolean apart) {}
