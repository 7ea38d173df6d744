package dev.unmask.job;

import dev.unmask.engine.DType;
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
    Map<String, Long> bytes = new HashMap<>();
    for (Slot slot : blueprint.slots()) {
      switch (slot) {
        case Slot.Stored s -> bytes.put(s.tensor(), elements(s) * wide(precision));
        case Slot.Linear l ->
            bytes.put(
                l.weight().tensor(),
                elements(l.weight()) * (precision == Precision.INT8 ? 1 : wide(precision)));
        case Slot.Computed c -> bytes.put(c.name(), (long) c.values().length * Float.BYTES);
      }
    }
    for (Slot.Stored s : blueprint.head()) {
      bytes.put(s.tensor(), elements(s) * wide(precision));
    }
    long weights = bytes.values().stream().mapToLong(Long::longValue).sum();
    long[] head = blueprint.head().getFirst().shape();
    long width = head[head.length - 1];
    long work = LOGITS + ROWS_OF_A_LAYER * width * blueprint.maxLength() * DType.F32.bytes();
    return new MemoryEstimate(weights, work, free);
  }

  private static long wide(Precision precision) {
    return precision.activations().bytes();
  }

  private static long elements(Slot.Stored stored) {
    long n = 1;
    for (long side : stored.shape()) {
      n *= side;
    }
    return n;
  }
}
