package dev.unmask.session;

import dev.unmask.diffusion.Frame;
import dev.unmask.network.Beliefs;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Compares stored frames with frames of a re-run: whole numbers exactly, floats up to a tolerance.
///
/// The time that a step took is not compared.
final class FrameComparison {
  private final double tolerance;
  private double largest;
  private int step;
  private @Nullable Difference first;

  /// @param tolerance greatest difference of two log-probabilities or entropies, in nats
  FrameComparison(double tolerance) {
    this.tolerance = tolerance;
  }

  /// The greatest difference of two floats so far, in nats; 0 if all were equal bit for bit.
  double largest() {
    return largest;
  }

  /// The first difference, or empty.
  Optional<Difference> compare(Frame stored, Frame now) {
    step = stored.step();
    first = null;
    number("step", stored.step(), now.step());
    number("number of steps", stored.steps(), now.steps());
    number("evaluations", stored.evaluations(), now.evaluations());
    number("approximate", stored.approximate() ? 1 : 0, now.approximate() ? 1 : 0);
    int[] canvas = positions(stored.length());
    ints("token", canvas, 1, stored.ids(), now.ids());
    ints("role", canvas, 1, widened(stored.roles()), widened(now.roles()));
    ints("guess", canvas, 1, stored.guess(), now.guess());
    ints("changed position", new int[0], 1, stored.changed(), now.changed());
    beliefs(stored.beliefs(), now.beliefs());
    return Optional.ofNullable(first);
  }

  private void beliefs(Beliefs a, Beliefs b) {
    int[] at = a.positions();
    int k = a.alternatives();
    ints("position asked about", new int[0], 1, at, b.positions());
    number("number of alternatives", k, b.alternatives());
    ints("candidate", at, 1, a.candidates(), b.candidates());
    ints("alternative", at, k, a.topIds(), b.topIds());
    floats("log-probability", at, 1, a.logProbabilities(), b.logProbabilities());
    floats("entropy", at, 1, a.entropies(), b.entropies());
    floats(
        "log-probability of an alternative",
        at,
        k,
        a.topLogProbabilities(),
        b.topLogProbabilities());
  }

  private void number(String field, int stored, int now) {
    if (stored != now) {
      found(-1, field, stored, now);
    }
  }

  /// @param at position of every `each` elements; empty if they are not about one
  private void ints(String field, int[] at, int each, int[] stored, int[] now) {
    if (stored.length != now.length) {
      found(-1, "number of values (" + field + ")", stored.length, now.length);
      return;
    }
    int i = Arrays.mismatch(stored, now);
    if (i >= 0) {
      found(position(at, each, i), field, stored[i], now[i]);
    }
  }

  private void floats(String field, int[] at, int each, float[] stored, float[] now) {
    if (stored.length != now.length) {
      found(-1, "number of values (" + field + ")", stored.length, now.length);
      return;
    }
    for (int i = 0; i < stored.length; i++) {
      if (Float.floatToRawIntBits(stored[i]) != Float.floatToRawIntBits(now[i])) {
        // Two infinities of one sign are equal; one beside a number is infinitely far; NaN is never
        // near.
        double off = stored[i] == now[i] ? 0 : Math.abs((double) stored[i] - now[i]);
        if (!(off <= tolerance)) {
          found(position(at, each, i), field, stored[i], now[i]);
        }
        largest = Double.isNaN(off) ? Double.POSITIVE_INFINITY : Math.max(largest, off);
      }
    }
  }

  private void found(int position, String field, Object stored, Object now) {
    if (first == null) {
      first = new Difference(step, position, field, stored.toString(), now.toString());
    }
  }

  private static int position(int[] at, int each, int i) {
    return at.length == 0 ? -1 : at[i / each];
  }

  private static int[] positions(int length) {
    int[] all = new int[length];
    Arrays.setAll(all, i -> i);
    return all;
  }

  private static int[] widened(byte[] bytes) {
    int[] wide = new int[bytes.length];
    Arrays.setAll(wide, i -> bytes[i]);
    return wide;
  }
}
