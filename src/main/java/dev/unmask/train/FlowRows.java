package dev.unmask.train;

import dev.unmask.network.FlowClasses;
import dev.unmask.network.FlowShape;
import dev.unmask.network.FlowTerms;
import dev.unmask.network.Input;
import dev.unmask.network.LossTerms;
import dev.unmask.task.Draws;
import java.util.Arrays;
import java.util.List;

/// The objective of L2D: the cross-entropy of each token of the answer, in the mean over them,
/// where the flow stands at a time of its own on its way to that token.
///
/// @param ids `[batch][length]`
/// @param given `[batch]` tokens of the question: they are not asked for
/// @param lengths `[batch]` tokens of each row that count; what follows is filling
/// @param labels `[batch]` class of each row, or -1 for none
/// @see "SakanaAI/L2D, commit 456871e: one time for each token, whatever its row; so is its class
/// dropped"
record FlowRows(int[][] ids, int[] given, int[] lengths, int[] labels) {
  private static final long TIME = 7;
  private static final long NOISE = 8;
  private static final long DROPPED = 9;

  static FlowRows of(List<Row> batch, int length, int filling, int pad) {
    return new FlowRows(
        Mixture.filled(batch, length, pad),
        batch.stream().mapToInt(r -> Math.max(1, r.given())).toArray(),
        batch.stream().mapToInt(r -> Math.min(length, r.ids().length + filling)).toArray(),
        batch.stream().mapToInt(Row::label).toArray());
  }

  FlowRows part(int from, int to) {
    return new FlowRows(
        Arrays.copyOfRange(ids, from, to),
        Arrays.copyOfRange(given, from, to),
        Arrays.copyOfRange(lengths, from, to),
        Arrays.copyOfRange(labels, from, to));
  }

  /// Tokens that are asked for.
  int targets() {
    int n = 0;
    for (int b = 0; b < ids.length; b++) {
      n += Math.max(0, lengths[b] - given[b]);
    }
    return n;
  }

  /// `sum ce / count`, with noise that is a function of (seed, step, row, position).
  ///
  /// @param count targets of the whole batch, of which this may be a part
  /// @param first number of the first row in the whole batch
  LossTerms terms(FlowShape shape, int count, long seed, long step, int first) {
    int length = ids[0].length;
    int width = shape.width();
    int n = targets();
    int[] rows = new int[n];
    int[] targets = new int[n];
    float[] weights = new float[n];
    Arrays.fill(weights, 1f / count);
    double[] times = new double[ids.length * length];
    float[] noise = new float[ids.length * length * width];
    int[] tokens = new int[ids.length * length];
    int next = 0;
    for (int b = 0; b < ids.length; b++) {
      Draws time = Draws.of(seed, TIME, step, first + b);
      Draws normal = Draws.of(seed, NOISE, step, first + b);
      for (int p = given[b] - 1; p + 1 < lengths[b]; p++) {
        int at = b * length + p;
        rows[next] = at;
        targets[next++] = ids[b][p + 1];
        tokens[at] = ids[b][p + 1];
        times[at] = shape.trainingTime(time.uniform());
        normal(noise, at * width, width, normal);
      }
    }
    FlowTerms flow = new FlowTerms(times, noise, tokens, classes(shape, seed, step, first));
    return new LossTerms(Input.of(ids), rows, targets, weights, flow);
  }

  /// The class of each position, dropped here and there so that the flow learns to do without.
  ///
  /// @return `[batch * length]`; empty if the flow knows no classes
  private int[] classes(FlowShape shape, long seed, long step, int first) {
    FlowClasses known = shape.classes();
    if (!known.any()) {
      return new int[0];
    }
    int length = ids[0].length;
    int[] classes = new int[ids.length * length];
    Arrays.fill(classes, known.none());
    for (int b = 0; b < ids.length; b++) {
      Draws dropped = Draws.of(seed, DROPPED, step, first + b);
      for (int p = given[b] - 1; labels[b] >= 0 && p + 1 < lengths[b]; p++) {
        if (dropped.uniform() >= known.dropout()) {
          classes[b * length + p] = labels[b];
        }
      }
    }
    return classes;
  }

  /// Box and Muller.
  private static void normal(float[] noise, int from, int width, Draws draws) {
    for (int i = 0; i < width; i += 2) {
      double radius = Math.sqrt(-2 * Math.log(1 - draws.uniform()));
      double angle = 2 * Math.PI * draws.uniform();
      noise[from + i] = (float) (radius * Math.cos(angle));
      if (i + 1 < width) {
        noise[from + i + 1] = (float) (radius * Math.sin(angle));
      }
    }
  }
}
