package dev.unmask.checkpoint;

/// Told from time to time how far a long piece of work has come. Whoever wants the work to stop
/// throws, for example a `CancellationException`; nothing half-done stays behind.
@FunctionalInterface
public interface Progress {
  /// @param done bytes so far
  /// @param total bytes in all
  void at(long done, long total);

  /// Nobody watches.
  static Progress unseen() {
    return (done, total) -> {};
  }
}
