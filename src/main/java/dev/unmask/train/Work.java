package dev.unmask.train;

import dev.unmask.network.Blueprint;
import dev.unmask.network.Slot;

/// Multiplications and additions of training, counted alike for every objective: linear layers,
/// attention and the vocabulary, once forwards and twice back. Norms and the like are left out, and
/// attention counts in full where half of it is hidden, since it is computed in full.
///
/// @param linear of one token, forwards
/// @param attention of one token and one key, forwards
/// @param vocabulary of one target, forwards
/// @see "Kaplan et al. 2020, section 2.1"
public record Work(double linear, double attention, double vocabulary) {
  private static final int PASSES = 3;

  /// Of a network.
  public static Work of(Blueprint blueprint) {
    double linear = 0;
    long width = 0;
    for (Slot slot : blueprint.slots()) {
      if (slot instanceof Slot.Linear l) {
        long[] shape = l.weight().shape();
        linear += 2.0 * shape[0] * shape[1];
      }
    }
    for (Slot.Stored head : blueprint.head()) {
      width = head.shape().length == 2 ? head.shape()[1] : width;
    }
    // Queries with keys, and weights with values: twice the width of the residual stream.
    double attention = 4.0 * blueprint.cache().layers() * width;
    return new Work(linear, attention, 2.0 * width * blueprint.vocabulary());
  }

  /// Of a lesson.
  public double operations(Lesson lesson) {
    return PASSES
        * (lesson.tokens() * (linear + attention * lesson.length())
            + lesson.targets() * vocabulary);
  }
}
