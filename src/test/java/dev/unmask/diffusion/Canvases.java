package dev.unmask.diffusion;

/// Canvases of recorded traces.
final class Canvases {
  private Canvases() {}

  /// What holds the mask id is masked, the rest is given.
  static Canvas of(int[] ids, int mask) {
    boolean[] masked = new boolean[ids.length];
    for (int p = 0; p < masked.length; p++) {
      masked[p] = ids[p] == mask;
    }
    return Canvas.of(ids, masked, mask);
  }
}
