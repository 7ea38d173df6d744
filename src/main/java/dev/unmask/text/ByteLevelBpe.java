package dev.unmask.text;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;

/// Byte-pair encoding of one word at a time, from bytes to ids.
///
/// Starts with one id per byte and joins, again and again, the neighbours whose merge stands first
/// in the list (of equal ones the leftmost). Safe for use by several threads.
///
/// @see "Sennrich et al. 2016; openai/gpt-2, src/encoder.py, bpe"
final class ByteLevelBpe {
  /// One line of the merges: `left` and `right` become `result`.
  record Merge(int left, int right, int result) {}

  private record Pair(int rank, int result) {}

  private record Candidate(int rank, int result, int at, int left, int right)
      implements Comparable<Candidate> {
    @Override
    public int compareTo(Candidate other) {
      return rank != other.rank ? Integer.compare(rank, other.rank) : Integer.compare(at, other.at);
    }
  }

  private static final int CACHED_WORDS = 1 << 16;
  private static final int CACHED_LENGTH = 64;
  private static final int SHORT = 32;

  private final int[] byteIds;
  private final Map<Long, Pair> pairs;
  private final ConcurrentHashMap<String, int[]> cache = new ConcurrentHashMap<>();

  /// @param byteIds `[256]` the id of every byte
  /// @param merges in order of rank
  ByteLevelBpe(int[] byteIds, List<Merge> merges) {
    this.byteIds = byteIds;
    this.pairs = HashMap.newHashMap(merges.size());
    for (Merge merge : merges) {
      pairs.putIfAbsent(key(merge.left(), merge.right()), new Pair(pairs.size(), merge.result()));
    }
  }

  private static long key(int left, int right) {
    return (long) left << 32 | right;
  }

  /// The ids of a word. The array may be shared: not to be changed.
  int[] encode(String word) {
    int[] known = cache.get(word);
    if (known != null) {
      return known;
    }
    byte[] bytes = Utf8.bytes(word);
    int[] ids = new int[bytes.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = byteIds[bytes[i] & 0xFF];
    }
    ids = ids.length <= SHORT ? mergeShort(ids) : mergeLong(ids);
    if (word.length() <= CACHED_LENGTH && cache.size() < CACHED_WORDS) {
      cache.put(word, ids);
    }
    return ids;
  }

  /// Looks through all neighbours for each merge: fastest where there are few.
  private int[] mergeShort(int[] ids) {
    int length = ids.length;
    while (length > 1) {
      Pair best = null;
      int at = -1;
      for (int i = 0; i + 1 < length; i++) {
        Pair pair = pairs.get(key(ids[i], ids[i + 1]));
        if (pair != null && (best == null || pair.rank() < best.rank())) {
          best = pair;
          at = i;
        }
      }
      if (best == null) {
        break;
      }
      ids[at] = best.result();
      System.arraycopy(ids, at + 2, ids, at + 1, length - at - 2);
      length--;
    }
    return Arrays.copyOf(ids, length);
  }

  /// Keeps the possible merges in a queue: a word of a million bytes stays affordable.
  private int[] mergeLong(int[] ids) {
    int[] next = new int[ids.length];
    int[] previous = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      next[i] = i + 1;
      previous[i] = i - 1;
    }
    PriorityQueue<Candidate> queue = new PriorityQueue<>();
    for (int i = 0; i + 1 < ids.length; i++) {
      offer(queue, ids, i, i + 1);
    }
    for (Candidate c = queue.poll(); c != null; c = queue.poll()) {
      int right = next[c.at()];
      // A candidate whose tokens have been merged elsewhere is out of date.
      if (ids[c.at()] != c.left() || right >= ids.length || ids[right] != c.right()) {
        continue;
      }
      ids[c.at()] = c.result();
      ids[right] = -1;
      next[c.at()] = next[right];
      if (next[right] < ids.length) {
        previous[next[right]] = c.at();
        offer(queue, ids, c.at(), next[c.at()]);
      }
      if (previous[c.at()] >= 0) {
        offer(queue, ids, previous[c.at()], c.at());
      }
    }
    return Arrays.stream(ids).filter(id -> id >= 0).toArray();
  }

  private void offer(PriorityQueue<Candidate> queue, int[] ids, int left, int right) {
    Pair pair = pairs.get(key(ids[left], ids[right]));
    if (pair != null) {
      queue.add(new Candidate(pair.rank(), pair.result(), left, ids[left], ids[right]));
    }
  }
}
