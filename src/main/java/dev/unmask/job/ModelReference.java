package dev.unmask.job;

/// Which model a run used, so that the same one can be found and recognised again.
///
/// @param path as the user gave it
/// @param name as its card or folder says
/// @param fingerprint of its files: another fingerprint is another model, whatever the path
public record ModelReference(String path, String name, String fingerprint) {}
