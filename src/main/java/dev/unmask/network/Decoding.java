package dev.unmask.network;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.stream.IntStream;

/// A text that grows from left to right over a key-value cache: each call costs one pass over the
/// new tokens only.
public final class Decoding implements AutoCloseable {
  private final Network network;
  private final int capacity;
  private final CanvasCache cache;
  private int length;

  /// @param capacity tokens that fit
  public Decoding(Network network, int capacity) {
    this.network = network;
    this.capacity = capacity;
    this.cache = new CanvasCache(network, capacity);
  }

  /// Tokens so far.
  public int length() {
    return length;
  }

  /// Tokens that fit.
  public int capacity() {
    return capacity;
  }

  /// Appends tokens and asks what comes next. More than one token at once only at the beginning.
  ///
  /// @return beliefs at one position, the next
  /// @throws Problem if the text becomes longer than the capacity
  public Beliefs append(int[] tokens, TokenDraw draw, double uniform, int alternatives) {
    if (length > 0 && tokens.length != 1) {
      throw new IllegalArgumentException("one token at a time");
    }
    if (tokens.length == 0 || tokens.length > capacity - length) {
      throw new Problem(
          Code.CANVAS,
          "The text would grow beyond " + capacity + " tokens.",
          "Shorten the prompt or ask for fewer new tokens.");
    }
    Beliefs beliefs =
        network.next(input(tokens), cache.tensors(), length, draw, uniform, alternatives);
    length += tokens.length;
    return beliefs;
  }

  /// Logits of a block whose tokens see each other and all that was appended before.
  ///
  /// @param keep whether the block becomes part of the text
  /// @return `[tokens * vocabulary]`
  public float[] block(int[] tokens, boolean keep) {
    float[] logits = network.blockLogits(input(tokens), cache.tensors(), length);
    length += keep ? tokens.length : 0;
    return logits;
  }

  private Input input(int[] tokens) {
    int[] positions = IntStream.range(length, length + tokens.length).toArray();
    return Input.of(new int[][] {tokens}).at(positions);
  }

  @Override
  public void close() {
    cache.close();
  }
}
