package dev.unmask.bench.reproduce;

/// The user asked to stop: what was done is kept.
final class Stopped extends RuntimeException {
  private static final long serialVersionUID = 1;

  Stopped() {
    super("stopped", null, false, false);
  }
}
