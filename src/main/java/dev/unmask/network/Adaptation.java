package dev.unmask.network;

import dev.unmask.checkpoint.LoraAdapter;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// A LoRA adapter and how it is applied.
///
/// @param adapter the factors
/// @param merged added into the weights when they are loaded; otherwise computed beside them in
///     each evaluation, which keeps mapped and 8-bit weights as they are
public record Adaptation(LoraAdapter adapter, boolean merged) {
  private static final String REMEDY =
      "Use the adapter with the base model that it was trained on.";

  /// Refuses an adapter of another network: it would otherwise be applied in part, or not at all.
  ///
  /// @throws Problem TENSOR if it adapts what the network does not have, or its factors are of
  ///     another shape
  public void check(Blueprint blueprint) {
    Map<String, Slot.Linear> linear = new HashMap<>();
    Set<String> all = new HashSet<>();
    for (Slot slot : blueprint.slots()) {
      if (slot instanceof Slot.Linear l) {
        linear.put(l.weight().tensor(), l);
      } else if (slot instanceof Slot.Stored s) {
        all.add(s.tensor());
      }
    }
    blueprint.head().forEach(s -> all.add(s.tensor()));
    all.addAll(linear.keySet());
    adapter
        .pairs()
        .forEach(
            (target, pair) -> {
              Slot.Linear slot = linear.get(target);
              if (slot == null) {
                throw new Problem(
                    Code.TENSOR,
                    "The adapter adapts " + target + ", which is no linear layer of this network.",
                    REMEDY);
              }
              checkFactors(slot, pair);
            });
    for (String saved : adapter.saved().keySet()) {
      if (!all.contains(saved)) {
        throw new Problem(
            Code.TENSOR,
            "The adapter replaces " + saved + ", which this network does not have.",
            REMEDY);
      }
    }
  }

  private static void checkFactors(Slot.Linear slot, LoraAdapter.Pair pair) {
    long[] shape = slot.weight().shape();
    long out = slot.outFirst() ? shape[0] : shape[1];
    long in = slot.outFirst() ? shape[1] : shape[0];
    if (pair.a().shape()[1] != in || pair.b().shape()[0] != out) {
      throw new Problem(
          Code.TENSOR, "The adapter's factors do not fit " + slot.weight().tensor() + ".", REMEDY);
    }
  }
}
