package dev.unmask.flow;

import dev.unmask.network.FlowModel;

/// The plane in which the embeddings of a vocabulary lie furthest apart: their first two principal
/// components. A path of many dimensions is drawn as its shadow there.
public final class Plane {
  /// Embeddings that are looked at: enough for two directions, quick for any vocabulary.
  private static final int SAMPLE = 4096;

  private static final int ITERATIONS = 60;

  private final double[] mean;
  private final double[] first;
  private final double[] second;

  private Plane(double[] mean, double[] first, double[] second) {
    this.mean = mean;
    this.first = first;
    this.second = second;
  }

  /// The plane of a model's vocabulary.
  public static Plane of(FlowModel model) {
    return of(model.table(), model.shape().width());
  }

  /// @param table `[tokens * width]`
  /// @param width at least 2
  static Plane of(float[] table, int width) {
    int tokens = table.length / width;
    int stride = Math.max(1, tokens / SAMPLE);
    double[] mean = new double[width];
    int n = 0;
    for (int v = 0; v < tokens; v += stride) {
      for (int i = 0; i < width; i++) {
        mean[i] += table[v * width + i];
      }
      n++;
    }
    for (int i = 0; i < width; i++) {
      mean[i] /= n;
    }
    double[][] covariance = new double[width][width];
    double[] row = new double[width];
    for (int v = 0; v < tokens; v += stride) {
      for (int i = 0; i < width; i++) {
        row[i] = table[v * width + i] - mean[i];
      }
      for (int i = 0; i < width; i++) {
        for (int j = 0; j <= i; j++) {
          covariance[i][j] += row[i] * row[j];
          covariance[j][i] = covariance[i][j];
        }
      }
    }
    double[] first = direction(covariance, new double[width]);
    return new Plane(mean, first, direction(covariance, first));
  }

  /// The direction of greatest variance at a right angle to another, by power iteration.
  private static double[] direction(double[][] covariance, double[] other) {
    int width = other.length;
    double[] d = new double[width];
    for (int i = 0; i < width; i++) {
      d[i] = 1 + (i % 7) * 0.1 - (i % 3) * 0.2; // no symmetry, so at no right angle to the answer
    }
    for (int k = 0; k < ITERATIONS; k++) {
      double along = dot(d, other);
      for (int i = 0; i < width; i++) {
        d[i] -= along * other[i];
      }
      double[] next = new double[width];
      for (int i = 0; i < width; i++) {
        next[i] = dot(covariance[i], d);
      }
      along = dot(next, other);
      double length = 0;
      for (int i = 0; i < width; i++) {
        next[i] -= along * other[i];
        length += next[i] * next[i];
      }
      if (length == 0) {
        return d;
      }
      for (int i = 0; i < width; i++) {
        d[i] = next[i] / Math.sqrt(length);
      }
    }
    return d;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /// The shadow of a state: x and y.
  public float[] shadow(double[] x) {
    double[] from = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      from[i] = x[i] - mean[i];
    }
    return new float[] {(float) dot(from, first), (float) dot(from, second)};
  }
}
