package dev.unmask.task;

import java.util.List;

/// Random choices as a function of a key and a counter: the n-th choice under a key is always the
/// same, whatever was made before under other keys.
///
/// @see "SplitMix64: Steele, Lea, Flood: Fast splittable pseudorandom number generators. 2014"
public final class Draws {
  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private final long key;
  private long counter;

  private Draws(long key) {
    this.key = key;
  }

  /// The choices that belong to some numbers; their order matters.
  public static Draws of(long... numbers) {
    long key = 0;
    for (long n : numbers) {
      key = mixed(key + GAMMA + mixed(n));
    }
    return new Draws(key);
  }

  /// A whole number in `[low, high]`, each equally likely up to 2^-32.
  ///
  /// @throws IllegalArgumentException if there is none
  public int between(int low, int high) {
    if (high < low) {
      throw new IllegalArgumentException("nothing between " + low + " and " + high);
    }
    long width = (long) high - low + 1;
    return (int) (low + (((bits() >>> 32) * width) >>> 32));
  }

  /// A number in [0, 1), on a grid of 2^-53.
  public double uniform() {
    return (bits() >>> 11) * 0x1p-53;
  }

  /// Heads or tails.
  public boolean heads() {
    return between(0, 1) == 0;
  }

  /// One of several.
  public <T> T one(List<T> of) {
    return of.get(between(0, of.size() - 1));
  }

  /// One of several.
  @SafeVarargs
  public final <T> T one(T... of) {
    return of[between(0, of.length - 1)];
  }

  private long bits() {
    counter++;
    return mixed(key + counter * GAMMA);
  }

  /// The finaliser of SplitMix64: a bijection that spreads every bit over all.
  static long mixed(long word) {
    long z = word;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
