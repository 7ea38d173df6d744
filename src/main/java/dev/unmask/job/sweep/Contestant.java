package dev.unmask.job.sweep;

/// A model that takes part.
///
/// @param path as the user gave it; empty for the bundled model
/// @param leftToRight whether it writes left to right: a control beside the others
public record Contestant(String path, boolean leftToRight) {
  /// A short name: the last part of the path.
  public String name() {
    String plain = path.replaceAll("[/\\\\]+$", "");
    String last = plain.substring(Math.max(plain.lastIndexOf('/'), plain.lastIndexOf('\\')) + 1);
    return last.isEmpty() ? "bundled" : last;
  }
}
