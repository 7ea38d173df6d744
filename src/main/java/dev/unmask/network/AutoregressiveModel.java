package dev.unmask.network;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.Arrays;
import java.util.List;

/// A language model that writes left to right: the baseline, scorer and base of the others.
public final class AutoregressiveModel {
  private final Network network;

  private AutoregressiveModel(Network network) {
    this.network = network;
  }

  /// @throws Problem if the network is not autoregressive
  public static AutoregressiveModel of(Network network) {
    if (network.blueprint().kind() != Blueprint.Kind.AUTOREGRESSIVE) {
      throw new Problem(
          Code.ARCHITECTURE,
          network.blueprint().family() + " does not write left to right.",
          "Denoise with it instead.");
    }
    return new AutoregressiveModel(network);
  }

  /// The longest text in tokens.
  public int maxLength() {
    return network.blueprint().maxLength();
  }

  /// A new text of at most so many tokens.
  public Decoding decode(int capacity) {
    if (capacity < 1 || capacity > maxLength()) {
      throw new Problem(
          Code.CANVAS,
          "A text of "
              + capacity
              + " tokens was asked for; the model takes 1 to "
              + maxLength()
              + ".",
          "Shorten the prompt or ask for fewer new tokens.");
    }
    return new Decoding(network, capacity);
  }

  /// Continues a text with the most probable token, again and again.
  ///
  /// @return prompt and continuation
  public int[] greedy(int[] prompt, int newTokens) {
    int[] ids = Arrays.copyOf(prompt, prompt.length + newTokens);
    try (Decoding text = decode(ids.length)) {
      int[] fresh = prompt;
      for (int i = prompt.length; i < ids.length; i++) {
        ids[i] = text.append(fresh, TokenDraw.argmax(), 0, 1).candidates()[0];
        fresh = new int[] {ids[i]};
      }
    }
    return ids;
  }

  /// Log-probability of each token after the first, given those before it.
  ///
  /// @return `[batch][length - 1]`, in nats
  public float[][] logLikelihood(List<int[]> texts) {
    int[][] ids = texts.toArray(int[][]::new);
    int[][] rows = new int[ids.length][];
    int[][] targets = new int[ids.length][];
    for (int b = 0; b < ids.length; b++) {
      int n = ids[b].length;
      rows[b] = java.util.stream.IntStream.range(0, n - 1).toArray();
      targets[b] = Arrays.copyOfRange(ids[b], 1, n);
    }
    return network.score(Input.of(ids), rows, targets);
  }
}
