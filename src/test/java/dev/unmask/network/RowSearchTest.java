package dev.unmask.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/// What a row is searched for is what a stable sort of it gives, to the last bit of the sums.
class RowSearchTest {
  @Property(tries = 600)
  void drawsWhatSortingDraws(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 3000) int vocabulary,
      @ForAll @DoubleRange(min = 0, max = 40) double spread,
      @ForAll @IntRange(max = 12) int nines,
      @ForAll @IntRange(max = 60) int topK,
      @ForAll @IntRange(max = 3) int minP,
      @ForAll boolean crossing) {
    Random random = new Random(seed);
    float[] z = logits(random, vocabulary, spread);
    float[] p = softmax(z);
    double topP = nines == 0 ? 1 : 1 - Math.pow(10, -nines) * random.nextDouble();
    TokenDraw draw =
        new TokenDraw(
            true,
            1,
            topP,
            random.nextBoolean() ? topK : 0,
            minP == 0 ? 0 : Math.pow(10, -minP * random.nextDouble()) * 0.99,
            crossing ? TokenDraw.Nucleus.KEEPS_CROSSING : TokenDraw.Nucleus.DROPS_CROSSING,
            TokenDraw.Basis.TEMPERED,
            new int[0],
            new int[0]);
    RowSearch row = new RowSearch(vocabulary);
    int k = 1 + random.nextInt(Math.min(20, vocabulary));
    row.read(MemorySegment.ofArray(p), MemorySegment.ofArray(z), 0, k);
    float[] kept = sorted(p, draw);
    row.filter(draw);
    renormalised(kept, row);
    for (int i = 0; i < 20; i++) {
      double u = i == 0 ? 0 : i == 1 ? Math.nextDown(1.0) : random.nextDouble();
      assertEquals(inverse(kept, u), row.drawFiltered(u));
      assertEquals(inverse(p, u), row.draw(u));
    }
    assertArrayEquals(Arrays.copyOf(best(z), k), row.best(), "most probable");
  }

  private static void renormalised(float[] kept, RowSearch row) {
    double total = 0;
    for (float each : kept) {
      total += each;
    }
    double entropy = 0;
    for (int i = 0; i < kept.length; i++) {
      double q = kept[i] / total;
      entropy -= q == 0 ? 0 : q * Math.log(q);
      assertEquals((float) Math.log(q), row.filteredLogProbability(i), "log-probability of " + i);
    }
    assertEquals(entropy, row.filteredEntropy(), 1e-5, "entropy");
  }

  /// With many ties, and with impossible tokens.
  private static float[] logits(Random random, int n, double spread) {
    double levels = random.nextBoolean() ? 0 : 1 + random.nextInt(4);
    float[] z = new float[n];
    float highest = -1000;
    for (int i = 0; i < n; i++) {
      double x = spread * random.nextGaussian();
      boolean impossible = random.nextInt(10) == 0;
      z[i] = impossible ? -1000 : (float) (levels == 0 ? x : Math.rint(levels * x) / levels);
      highest = Math.max(highest, z[i]);
    }
    for (int i = 0; i < n; i++) {
      z[i] = Math.max(-1000, z[i] - highest);
    }
    return z;
  }

  private static float[] softmax(float[] z) {
    double total = 0;
    for (float each : z) {
      total += Math.exp(each);
    }
    float[] p = new float[z.length];
    for (int i = 0; i < z.length; i++) {
      p[i] = (float) (Math.exp(z[i]) / total);
    }
    return p;
  }

  private static int[] best(float[] x) {
    return IntStream.range(0, x.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> 0.0 - x[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /// The filters of `vocabulary.py`, one after the other.
  private static float[] sorted(float[] p, TokenDraw draw) {
    float[] kept = p.clone();
    int[] order = best(p);
    float kth = draw.topK() == 0 ? 0 : p[order[Math.min(draw.topK(), p.length) - 1]];
    float floor = draw.minP() > 0 ? p[order[0]] * (float) draw.minP() : 0;
    for (int i = 0; i < p.length; i++) {
      if (p[i] < kth || p[i] < floor) {
        kept[i] = 0;
      }
    }
    if (draw.topP() < 1) {
      double sum = 0;
      boolean first = true;
      for (int i : best(kept)) {
        float each = kept[i];
        sum += each;
        boolean stays =
            draw.nucleus() == TokenDraw.Nucleus.KEEPS_CROSSING
                ? sum - each <= draw.topP()
                : sum <= draw.topP() || first;
        first = false;
        if (!stays) {
          kept[i] = 0;
        }
      }
    }
    return kept;
  }

  private static int inverse(float[] kept, double u) {
    double total = 0;
    for (float each : kept) {
      total += each;
    }
    double target = Math.min(u * total, Math.nextAfter(total, 0));
    double sum = 0;
    for (int i = 0; i < kept.length; i++) {
      sum += kept[i];
      if (sum > target) {
        return i;
      }
    }
    throw new AssertionError("nothing kept");
  }
}
