package dev.unmask.measure;

import dev.unmask.network.Beliefs;
import dev.unmask.network.Denoiser;
import dev.unmask.network.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/// A model of short texts over few tokens whose beliefs are known exactly.
///
/// Built from a joint distribution it is consistent: its conditionals are those of the joint, and
/// every order of the chain rule gives the likelihood. Otherwise its beliefs are a function of the
/// canvas that belongs to no joint.
final class ToyDenoiser implements Denoiser {
  /// Probability of each token at a position of a canvas.
  @FunctionalInterface
  interface Conditionals {
    double[] at(int[] ids, int position);
  }

  private final int tokens;
  private final Conditionals conditionals;
  private final boolean shifted;

  private ToyDenoiser(int tokens, Conditionals conditionals, boolean shifted) {
    this.tokens = tokens;
    this.conditionals = conditionals;
    this.shifted = shifted;
  }

  /// All tokens equally likely.
  static ToyDenoiser uniform(int tokens) {
    double[] p = new double[tokens];
    java.util.Arrays.fill(p, 1.0 / tokens);
    return new ToyDenoiser(tokens, (ids, position) -> p, false);
  }

  /// The same on a network whose rows predict the next position.
  ToyDenoiser asShifted() {
    return new ToyDenoiser(tokens, conditionals, true);
  }

  /// The conditionals of a joint distribution.
  ///
  /// @param joint `[tokens^length]`, the first position most significant, sums to 1
  static ToyDenoiser of(int tokens, double[] joint) {
    return new ToyDenoiser(
        tokens,
        (ids, position) -> {
          double[] p = new double[tokens];
          for (int x = 0; x < joint.length; x++) {
            int[] text = text(x, tokens, ids.length);
            if (agrees(text, ids, tokens)) {
              p[text[position]] += joint[x];
            }
          }
          return normalized(p);
        },
        false);
  }

  /// The conditionals of a joint distribution by one who looks to the left only: a model that
  /// writes left to right, asked about masks.
  static ToyDenoiser causal(int tokens, double[] joint) {
    return new ToyDenoiser(
        tokens,
        (ids, position) -> {
          int[] left = ids.clone();
          java.util.Arrays.fill(left, position, left.length, tokens);
          double[] p = new double[tokens];
          for (int x = 0; x < joint.length; x++) {
            int[] text = text(x, tokens, ids.length);
            if (agrees(text, left, tokens)) {
              p[text[position]] += joint[x];
            }
          }
          return normalized(p);
        },
        false);
  }

  /// Conditionals that belong to no joint.
  static ToyDenoiser inconsistent(int tokens, long seed) {
    return new ToyDenoiser(
        tokens,
        (ids, position) -> {
          Random random = new Random(seed * 1009 + java.util.Arrays.hashCode(ids) * 31L + position);
          return normalized(random.doubles(tokens, 0.05, 1).toArray());
        },
        false);
  }

  static double[] randomJoint(int tokens, int length, long seed) {
    int size = (int) Math.round(Math.pow(tokens, length));
    return normalized(new Random(seed).doubles(size, 0.02, 1).toArray());
  }

  /// The text of a number in base `tokens`.
  static int[] text(int number, int tokens, int length) {
    int[] text = new int[length];
    int rest = number;
    for (int p = length - 1; p >= 0; p--) {
      text[p] = rest % tokens;
      rest /= tokens;
    }
    return text;
  }

  private static boolean agrees(int[] text, int[] canvas, int mask) {
    for (int p = 0; p < text.length; p++) {
      if (canvas[p] != mask && canvas[p] != text[p]) {
        return false;
      }
    }
    return true;
  }

  private static double[] normalized(double[] p) {
    double sum = java.util.Arrays.stream(p).sum();
    return java.util.Arrays.stream(p).map(x -> x / sum).toArray();
  }

  @Override
  public int vocabularySize() {
    return tokens + 1;
  }

  @Override
  public int maxLength() {
    return 16;
  }

  @Override
  public int maskId() {
    return tokens;
  }

  @Override
  public boolean shifted() {
    return shifted;
  }

  @Override
  public List<Beliefs> believe(Question question) {
    int[][] scored = Objects.requireNonNull(question.conditions().scored());
    List<Beliefs> out = new ArrayList<>();
    for (int b = 0; b < scored.length; b++) {
      int n = scored[b].length;
      float[] standing = new float[n];
      for (int i = 0; i < n; i++) {
        double[] p = conditionals.at(question.ids()[b], question.positions()[b][i]);
        standing[i] = (float) Math.log(p[scored[b][i]]);
      }
      out.add(
          new Beliefs(
              question.positions()[b],
              new int[n],
              new float[n],
              new float[n],
              1,
              new int[n],
              new float[n],
              new float[0],
              new float[0],
              standing));
    }
    return out;
  }
}
