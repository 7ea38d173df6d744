package dev.unmask.train;

import dev.unmask.network.Blueprint;
import dev.unmask.network.Precision;
import dev.unmask.network.Slot;
import dev.unmask.network.TrainedParts;
import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// How much memory a training will take, from the recipe and the blueprint alone. It errs upwards:
/// below 60 GB systems give out memory that they do not have, and kill who uses it.
///
/// @param weights bytes of weights, gradients, moments and copies in the precision of the
///     computation
/// @param activations bytes that the way back needs of one part of a batch
/// @param logits bytes of pieces of logits and their gradients
record TrainingMemory(double weights, double activations, double logits) {
  /// Value, gradient and two moments, in float32.
  private static final int TRAINED = 4 * Float.BYTES;

  /// Of a linear layer its input and output are kept, and what lies between two of them about as
  /// much again.
  private static final int KEPT = 2;

  private static final double LOGITS = 3 * 32e6;
  private static final double GB = 1e9;

  /// @param length of the longest row with its filling
  static TrainingMemory of(Blueprint blueprint, Recipe recipe, int length) {
    Map<String, Double> elements = new HashMap<>();
    double row = 0;
    double factors = 0;
    for (Slot slot : blueprint.slots()) {
      switch (slot) {
        case Slot.Stored s -> elements.put(s.tensor(), count(s));
        case Slot.Linear l -> {
          elements.put(l.weight().tensor(), count(l.weight()));
          row += l.weight().shape()[0] + l.weight().shape()[1];
          if (recipe.trained() instanceof TrainedParts.LowRank low) {
            factors += (double) low.rank() * (l.weight().shape()[0] + l.weight().shape()[1]);
          }
        }
        case Slot.Computed c -> elements.put(c.name(), (double) c.values().length);
      }
    }
    blueprint.head().forEach(h -> elements.put(h.tensor(), count(h)));
    double all = elements.values().stream().mapToDouble(Double::doubleValue).sum();
    double copy =
        recipe.precision() == Precision.F32 ? 0 : recipe.precision().activations().bytes();
    double average = recipe.average() > 0 ? Float.BYTES : 0;
    boolean full = recipe.trained() instanceof TrainedParts.Full;
    double rows = Math.ceil(recipe.batch() / (double) recipe.parts());
    return new TrainingMemory(
        full
            ? all * (TRAINED + copy + average)
            : all * (Float.BYTES + copy) + factors * (TRAINED + copy + average),
        KEPT * row * rows * length * Float.BYTES,
        LOGITS);
  }

  private static double count(Slot.Stored stored) {
    double n = 1;
    for (long side : stored.shape()) {
      n *= side;
    }
    return n;
  }

  /// Refuses what does not fit.
  ///
  /// @param free bytes that the machine can give
  /// @throws Problem MEMORY with the numbers
  void check(long free) {
    double needed = weights + activations + logits;
    if (needed > free) {
      throw new Problem(
          Code.MEMORY,
          String.format(
              Locale.ROOT,
              "This training needs about %,.1f GB (weights and optimiser %,.1f, a batch %,.1f) and"
                  + " %,.1f are free.",
              needed / GB,
              weights / GB,
              activations / GB,
              free / GB),
          "Cut the batch into parts (rows.parts), shorten rows, or train low-rank factors.");
    }
  }
}
