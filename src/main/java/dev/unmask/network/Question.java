package dev.unmask.network;

import java.util.Arrays;

/// A question to a model: what do you believe at these positions of these canvases?
///
/// @param ids `[batch][length]` token ids, all rows of one length
/// @param positions `[batch][n_b]` wanted positions of each row, ascending
/// @param draw how candidates are chosen
/// @param uniforms `[batch][n_b]` one number in [0, 1) per wanted position; ignored where the draw
///     does not sample
/// @param alternatives how many of the most probable tokens to list, at least 1
/// @param times `[batch]` time of each canvas in (0, 1], for networks that are told the noise
///     level; 1 is all noise
/// @param conditions what else the model is to heed
public record Question(
    int[][] ids,
    int[][] positions,
    TokenDraw draw,
    double[][] uniforms,
    int alternatives,
    double[] times,
    Conditions conditions) {

  public Question {
    if (ids.length == 0
        || ids.length != positions.length
        || times.length != ids.length
        || alternatives < 1) {
      throw new IllegalArgumentException("question of unequal parts");
    }
    for (double time : times) {
      if (!(time > 0 && time <= 1)) {
        throw new IllegalArgumentException("time " + time);
      }
    }
    if (draw.sample() && uniforms.length != positions.length) {
      throw new IllegalArgumentException("uniforms missing");
    }
  }

  /// A question about canvases of one time, without further conditions.
  public Question(
      int[][] ids,
      int[][] positions,
      TokenDraw draw,
      double[][] uniforms,
      int alternatives,
      double time) {
    this(ids, positions, draw, uniforms, alternatives, all(ids.length, time), Conditions.NONE);
  }

  private static double[] all(int n, double time) {
    double[] times = new double[n];
    Arrays.fill(times, time);
    return times;
  }

  /// The same question with candidates chosen otherwise.
  public Question drawing(TokenDraw other) {
    return new Question(ids, positions, other, uniforms, alternatives, times, conditions);
  }

  /// The same question with other numbers to draw by.
  public Question drawingBy(double[][] numbers) {
    return new Question(ids, positions, draw, numbers, alternatives, times, conditions);
  }
}
