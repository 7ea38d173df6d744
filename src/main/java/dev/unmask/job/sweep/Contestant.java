package dev.unmask.job.sweep;

import org.jspecify.annotations.Nullable;

/// A model that takes part.
///
/// @param path as the user gave it; empty for the bundled model
/// @param leftToRight whether it writes left to right: a control beside the others
/// @param flow whether each of its tokens is integrated (L2D); null is no
public record Contestant(String path, boolean leftToRight, @Nullable Boolean flow) {
  /// A diffusion model, or a control that writes left to right.
  public Contestant(String path, boolean leftToRight) {
    this(path, leftToRight, null);
  }

  /// A flow model: it writes left to right, and its knobs can be turned.
  public static Contestant integrating(String path) {
    return new Contestant(path, true, true);
  }

  /// Whether its tokens are integrated.
  boolean integrates() {
    return Boolean.TRUE.equals(flow);
  }

  /// A short name: the last part of the path.
  public String name() {
    String plain = path.replaceAll("[/\\\\]+$", "");
    String last = plain.substring(Math.max(plain.lastIndexOf('/'), plain.lastIndexOf('\\')) + 1);
    return last.isEmpty() ? "bundled" : last;
  }
}
