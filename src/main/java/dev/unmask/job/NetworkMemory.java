package dev.unmask.job;

import dev.unmask.network.Blueprint;
import dev.unmask.network.Precision;
import dev.unmask.network.Slot;
import java.util.HashMap;
import java.util.Map;

/// How much memory a network will take, from its blueprint alone.
///
/// A rough estimate that errs upwards: the weights in the format of the computation, and for one
/// canvas of greatest length the activations of one layer (a residual stream, queries, keys, values
/// and a feed-forward row of four widths, each in and out) with two pieces of logits.
final class NetworkMemory {
  private static final long LOGITS = 2L * (16 << 20);
  private static final int ROWS_OF_A_LAYER = 16;

  private NetworkMemory() {}

  static MemoryEstimate estimate(Blueprint blueprint, Precision precision, long free) {
    long bytes = precision.activations().bytes();
    // By name: a head that shares the token table is there once.
    Map<String, Long> weights = new HashMap<>();
    for (Slot slot : blueprint.slots()) {
      switch (slot) {
        case Slot.Stored s -> weights.put(s.tensor(), elements(s) * bytes);
        case Slot.Linear l ->
            weights.put(
                l.weight().tensor(),
                elements(l.weight()) * (precision == Precision.INT8 ? 1 : bytes));
        case Slot.Computed c -> weights.put(c.name(), (long) c.values().length * Float.BYTES);
      }
    }
    for (Slot.Stored stored : blueprint.head()) {
      weights.put(stored.tensor(), elements(stored) * bytes);
    }
    long[] head = blueprint.head().getFirst().shape();
    long width = head[head.length - 1];
    long activations = ROWS_OF_A_LAYER * width * blueprint.maxLength() * Float.BYTES;
    return new MemoryEstimate(
        weights.values().stream().mapToLong(Long::longValue).sum(), activations, LOGITS, free);
  }

  private static long elements(Slot.Stored stored) {
    long n = 1;
    for (long side : stored.shape()) {
      n *= side;
    }
    return n;
  }
}
