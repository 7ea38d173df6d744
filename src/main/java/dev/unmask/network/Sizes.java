package dev.unmask.network;

import dev.unmask.checkpoint.CheckpointFolder;
import dev.unmask.checkpoint.Config;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;

/// Numbers of a configuration that size what is made of it: one that no network has is refused
/// before anything is made.
final class Sizes {
  /// The widest published networks have 16,384, and 53,248 in their feed-forward layers.
  private static final int WIDEST = 1 << 20;

  /// The deepest published ones have some hundreds.
  private static final int DEEPEST = 4096;

  private Sizes() {}

  /// A number of layers; each has tensors.
  static int layers(CheckpointFolder folder, Config config, String key) {
    int n = config.count(key);
    if (n > folder.tensors().size()) {
      throw new Problem(
          Code.CONFIG,
          "The configuration asks for "
              + n
              + " layers ("
              + key
              + "), and the weights have "
              + folder.tensors().size()
              + " tensors.",
          "config.json and the weights do not belong together; download the checkpoint again.");
    }
    return n;
  }

  /// A number of layers that are to be made.
  static int depth(Config config, String key) {
    int n = config.count(key);
    if (n > DEEPEST) {
      throw none(key, n);
    }
    return n;
  }

  /// A width or a number of heads.
  static int width(Config config, String key) {
    return checked(config.count(key), key);
  }

  /// As above, or the fallback if the key is absent.
  static int width(Config config, String key, int fallback) {
    return checked(config.count(key, fallback), key);
  }

  private static int checked(int n, String key) {
    if (n > WIDEST) {
      throw none(key, n);
    }
    return n;
  }

  private static Problem none(String key, int n) {
    return new Problem(
        Code.CONFIG,
        "The configuration says " + key + " " + n + ", which no network has.",
        "Correct it, or get the file again from where the model was published.");
  }
}
