package dev.unmask.network;

import dev.unmask.network.TokenDraw.Nucleus;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Reads one row of a large vocabulary after the other: which token is drawn from it, and which are
/// its most probable ones, both without sorting it.
///
/// The nucleus is that of a stable sort (probability descending, then id ascending) whose float64
/// running sum is cut at top-p, and the draw is the first id whose running sum over what was kept,
/// in the order of ids, exceeds `u * total`: the same token as `vocabulary.py` finds by sorting,
/// bit for bit. Probabilities are counted by their sixteenth of a binade. Where the sum crosses
/// top-p in such a bucket, all above it is kept, all below it is not, and only the bucket itself is
/// sorted. Its sum need not be taken in sorted order, since float64 holds sums of float32
/// probabilities of at least `2^-29` exactly; where the crossing lies lower than that, everything
/// is sorted.
///
/// Not for several threads at once: it keeps its working memory.
final class RowSearch {
  /// Bits of a float32 below its exponent and the first four of its fraction.
  private static final int FINER = 19;

  /// Non-negative float32 in buckets; probabilities end at 1, in bucket 2032.
  private static final int BUCKETS = 1 << (31 - FINER);

  /// Sums of probabilities from this bucket on (`2^-29`) are exact.
  private static final int EXACT = Float.floatToRawIntBits(0x1p-29f) >>> FINER;

  /// Ids between two running sums that are remembered.
  private static final int STRIDE = 512;

  /// Logits so far below the highest are of impossible tokens.
  private static final float IMPOSSIBLE = -1000;

  private final float[] p;
  private final float[] z;
  private final double[] masses = new double[BUCKETS];
  private final int[] counts = new int[BUCKETS];
  private final int[] ids;
  private final long[] edge;
  private final double[] sums;
  private int[] best = new int[1];
  private int kept;
  private double total;
  private float highest;
  private float top;
  private float shift;

  RowSearch(int vocabulary) {
    p = new float[vocabulary];
    z = new float[vocabulary];
    ids = new int[vocabulary];
    edge = new long[vocabulary];
    sums = new double[(vocabulary + STRIDE - 1) / STRIDE];
  }

  /// Reads a row and finds its most probable tokens, ties to the smaller id.
  ///
  /// @param probabilities `[rows, vocabulary]` float32
  /// @param logits `[rows, vocabulary]` float32
  /// @param k how many tokens to find, at least 1
  void read(MemorySegment probabilities, MemorySegment logits, int row, int k) {
    copy(probabilities, row, p);
    copy(logits, row, z);
    best = best.length == k ? best : new int[k];
    findBest();
    highest = p[best[0]];
    top = z[best[0]];
    shift = (float) Math.log(highest);
  }

  /// The `k` most probable tokens, best first; the array is filled anew by the next row.
  int[] best() {
    return best;
  }

  private static void copy(MemorySegment from, int row, float[] to) {
    long at = (long) row * to.length * Float.BYTES;
    MemorySegment.copy(from, ValueLayout.JAVA_FLOAT, at, to, 0, to.length);
  }

  /// Of a token, in nats.
  float logProbability(int token) {
    float below = z[token] - top;
    return below <= IMPOSSIBLE ? Float.NEGATIVE_INFINITY : below + shift;
  }

  /// In nats.
  float entropy() {
    double even = 0;
    double odd = 0;
    for (int i = 1; i < p.length; i += 2) {
      even += information(i - 1);
      odd += information(i);
    }
    double last = p.length % 2 == 1 ? information(p.length - 1) : 0;
    return (float) -(even + odd + last + shift);
  }

  private float information(int i) {
    return p[i] == 0 ? 0 : p[i] * (z[i] - top);
  }

  private void findBest() {
    int last = best.length - 1;
    for (int i = 0; i <= last; i++) {
      insert(i, i);
    }
    float worst = z[best[last]];
    for (int i = last + 1; i < z.length; i++) {
      if (z[i] > worst) {
        insert(i, last);
        worst = z[best[last]];
      }
    }
  }

  /// Puts an id among those before `place`, behind its equals.
  private void insert(int id, int place) {
    int to = place;
    while (to > 0 && z[best[to - 1]] < z[id]) {
      best[to] = best[to - 1];
      to--;
    }
    best[to] = id;
  }

  /// A token from all of the row.
  int draw(double uniform) {
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      if (i % STRIDE == 0) {
        sums[i / STRIDE] = sum;
      }
      sum += p[i];
    }
    double target = target(uniform, sum);
    int block = sums.length - 1;
    while (block > 0 && sums[block] > target) {
      block--;
    }
    double reached = sums[block];
    for (int i = block * STRIDE; i < p.length; i++) {
      reached += p[i];
      if (reached > target) {
        return i;
      }
    }
    return 0; // of a row that is no distribution: its log-probabilities are refused
  }

  /// Cuts off what top-k, min-p and top-p do not leave of the row.
  void filter(TokenDraw draw) {
    weigh();
    int least = Math.max(crossing(draw.topP()), counting(draw.topK()));
    boolean exact = least >= EXACT || draw.topP() >= 1;
    kept = keep(draw, exact ? least : 0, exact);
    total = 0;
    for (int i = 0; i < kept; i++) {
      total += p[ids[i]];
    }
  }

  /// A token from what was left.
  int drawFiltered(double uniform) {
    double target = target(uniform, total);
    double reached = 0;
    for (int i = 0; i < kept; i++) {
      reached += p[ids[i]];
      if (reached > target) {
        return ids[i];
      }
    }
    return 0;
  }

  /// Of a token under what was left, renormalised, in nats.
  float filteredLogProbability(int token) {
    boolean stays = Arrays.binarySearch(ids, 0, kept, token) >= 0 && p[token] > 0;
    return stays ? (float) Math.log(p[token] / total) : impossible();
  }

  /// Of what was left, renormalised, in nats.
  float filteredEntropy() {
    double sum = 0;
    for (int i = 0; i < kept; i++) {
      double q = p[ids[i]] / total;
      sum += q == 0 ? 0 : q * Math.log(q);
    }
    return (float) -sum;
  }

  /// NaN where the row is no distribution.
  private float impossible() {
    return Float.isNaN(shift) ? Float.NaN : Float.NEGATIVE_INFINITY;
  }

  /// Below the total, however the product was rounded.
  private static double target(double uniform, double total) {
    return Math.min(uniform * total, Math.nextAfter(total, 0));
  }

  private static int bucket(float probability) {
    return (Float.floatToRawIntBits(probability) >>> FINER) & (BUCKETS - 1);
  }

  private void weigh() {
    Arrays.fill(masses, 0);
    for (float each : p) {
      masses[bucket(each)] += each;
    }
  }

  /// The bucket in which the sum from the top exceeds top-p; 0 if it never does.
  private int crossing(double topP) {
    if (topP >= 1) {
      return 0;
    }
    double sum = 0;
    for (int b = BUCKETS - 1; b > 0; b--) {
      sum += masses[b];
      if (sum > topP) {
        return b;
      }
    }
    return 0;
  }

  /// The bucket of the k-th best; 0 keeps all.
  private int counting(int topK) {
    if (topK <= 0) {
      return 0;
    }
    Arrays.fill(counts, 0);
    for (float each : p) {
      counts[bucket(each)]++;
    }
    int n = 0;
    for (int b = BUCKETS - 1; b > 0; b--) {
      n += counts[b];
      if (n >= topK) {
        return b;
      }
    }
    return 0;
  }

  /// Puts the ids that stay into `ids`, ascending.
  ///
  /// @param least nothing below this bucket stays
  /// @param exact whether what is above that bucket stays as a whole; otherwise all is sorted
  /// @return how many
  private int keep(TokenDraw draw, int least, boolean exact) {
    float floor = Float.intBitsToFloat(least << FINER);
    float whole = exact ? Float.intBitsToFloat((least + 1) << FINER) : Float.POSITIVE_INFINITY;
    int n = 0;
    int cut = 0;
    for (int i = 0; i < p.length; i++) {
      if (p[i] >= floor) {
        ids[n++] = i;
        if (p[i] < whole) {
          edge[cut++] = key(i);
        }
      }
    }
    Arrays.sort(edge, 0, cut);
    double above = 0;
    if (exact) {
      for (int b = least + 1; b < BUCKETS; b++) {
        above += masses[b];
      }
    }
    int within = Math.min(nucleus(draw, above, n - cut, cut), topK(draw.topK(), n - cut, cut));
    long last = within == 0 ? key(whole, 0xffff_ffffL) : edge[within - 1];
    float lowest = draw.minP() > 0 ? highest * (float) draw.minP() : 0;
    int stay = 0;
    for (int i = 0; i < n; i++) {
      if (p[ids[i]] >= lowest && key(ids[i]) <= last) {
        ids[stay++] = ids[i];
      }
    }
    return stay;
  }

  private long key(int id) {
    return key(p[id], id);
  }

  /// Keys ascend where probabilities descend, and with ids among equals.
  private static long key(float probability, long id) {
    return ((long) (Integer.MAX_VALUE - Float.floatToRawIntBits(probability)) << 32) | id;
  }

  /// How many of the tokens at the edge are in the nucleus.
  ///
  /// @param before sum of what comes before them
  /// @param count of what comes before them
  private int nucleus(TokenDraw draw, double before, int count, int cut) {
    if (draw.topP() >= 1) {
      return cut;
    }
    boolean crosses = draw.nucleus() == Nucleus.KEEPS_CROSSING;
    double sum = before;
    for (int i = 0; i < cut; i++) {
      float each = p[(int) edge[i]];
      sum += each;
      boolean first = count + i == 0;
      if (!first && (crosses ? sum - each : sum) > draw.topP()) {
        return i;
      }
    }
    return cut;
  }

  /// How many of the tokens at the edge are among the k best; what ties with the k-th is.
  private int topK(int topK, int count, int cut) {
    int within = topK - count;
    if (topK == 0 || within >= cut) {
      return cut;
    }
    while (within < cut && p[(int) edge[within]] == p[(int) edge[within - 1]]) {
      within++;
    }
    return within;
  }
}
