package dev.unmask.diffusion;

/// The counter-based generator Philox4x32-10: 128 random bits as a function of key and counter.
///
/// @see "Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3. SC 2011"
final class Philox {
  private static final int ROUNDS = 10;
  private static final int M0 = 0xD2511F53;
  private static final int M1 = 0xCD9E8D57;
  private static final int W0 = 0x9E3779B9;
  private static final int W1 = 0xBB67AE85;

  private Philox() {}

  /// A number in [0, 1) with 53 random bits.
  static double uniform(long key, int c0, int c1, int c2) {
    int[] word = {c0, c1, c2, 0};
    block(word, (int) key, (int) (key >>> 32));
    long bits = ((long) word[0] << 32) | Integer.toUnsignedLong(word[1]);
    return (bits >>> 11) * 0x1p-53;
  }

  /// Turns a counter into random words, in place.
  static void block(int[] word, int key0, int key1) {
    int k0 = key0;
    int k1 = key1;
    for (int i = 0; i < ROUNDS; i++) {
      long p0 = Integer.toUnsignedLong(M0) * Integer.toUnsignedLong(word[0]);
      long p1 = Integer.toUnsignedLong(M1) * Integer.toUnsignedLong(word[2]);
      int next0 = (int) (p1 >>> 32) ^ word[1] ^ k0;
      int next2 = (int) (p0 >>> 32) ^ word[3] ^ k1;
      word[0] = next0;
      word[1] = (int) p1;
      word[2] = next2;
      word[3] = (int) p0;
      k0 += W0;
      k1 += W1;
    }
  }
}
