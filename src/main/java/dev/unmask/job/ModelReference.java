package dev.unmask.job;

import org.jspecify.annotations.Nullable;

/// Which model a run used, so that the same one can be found and recognised again.
///
/// @param path as the user gave it
/// @param name as its card or folder says
/// @param fingerprint of its files, an adapter's included: another fingerprint is another model,
///     whatever the path
/// @param adapter that was applied, or null
public record ModelReference(
    String path, String name, String fingerprint, @Nullable AdapterChoice adapter) {
  /// A model without an adapter.
  public ModelReference(String path, String name, String fingerprint) {
    this(path, name, fingerprint, null);
  }
}
