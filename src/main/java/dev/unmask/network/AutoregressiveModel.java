package dev.unmask.network;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// A language model that writes left to right: the baseline, scorer and base of the others.
public final class AutoregressiveModel {
  private final Network network;

  private AutoregressiveModel(Network network) {
    this.network = network;
  }

  /// @throws Problem if the network is not autoregressive
  public static AutoregressiveModel of(Network network) {
    check(network.blueprint());
    return new AutoregressiveModel(network);
  }

  /// Refuses what [#of] would refuse, before anything is loaded.
  ///
  /// @throws Problem if the network is not autoregressive
  public static void check(Blueprint blueprint) {
    if (blueprint.kind() != Blueprint.Kind.AUTOREGRESSIVE) {
      throw new Problem(
          Code.ARCHITECTURE,
          "This " + blueprint.family() + " is a diffusion model: it does not write left to right.",
          "Denoise with it, or say --as autoregressive if its files leave open what it is.");
    }
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

  /// The cache that a text of so many tokens takes, in bytes.
  public long cacheBytes(int capacity) {
    CacheShape shape = network.blueprint().cache();
    return 2L
        * shape.layers()
        * shape.heads()
        * shape.width()
        * capacity
        * network.precision().activations().bytes();
  }

  /// Log-probability of each token after the first, given those before it.
  ///
  /// @param texts of any lengths from 1
  /// @return `[batch][length - 1]` of each text, in nats
  public float[][] logLikelihood(List<int[]> texts) {
    Batch batch = Batch.of(network.blueprint(), texts, 0);
    int[][] rows = new int[texts.size()][];
    int[][] targets = new int[texts.size()][];
    for (int b = 0; b < rows.length; b++) {
      int[] ids = texts.get(b);
      int begin = batch.begins()[b];
      rows[b] = IntStream.range(begin, begin + ids.length - 1).toArray();
      targets[b] = Arrays.copyOfRange(ids, 1, ids.length);
    }
    return network.score(batch.input(), rows, targets);
  }
}
