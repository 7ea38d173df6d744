package dev.unmask.network;

/// A question to a model: what do you believe at these positions of these canvases?
///
/// @param ids `[batch][length]` token ids, all rows of one length
/// @param positions `[batch][n_b]` wanted positions of each row, ascending
/// @param draw how candidates are chosen
/// @param uniforms `[batch][n_b]` one number in [0, 1) per wanted position; ignored where the draw
///     does not sample
/// @param alternatives how many of the most probable tokens to list, at least 1
/// @param time of the canvases in (0, 1], for networks that are told the noise level; 1 is all
///     noise
public record Question(
    int[][] ids,
    int[][] positions,
    TokenDraw draw,
    double[][] uniforms,
    int alternatives,
    double time) {

  public Question {
    if (ids.length == 0 || ids.length != positions.length || alternatives < 1) {
      throw new IllegalArgumentException("question of unequal parts");
    }
    if (!(time > 0 && time <= 1)) {
      throw new IllegalArgumentException("time " + time);
    }
    if (draw.sample() && uniforms.length != positions.length) {
      throw new IllegalArgumentException("uniforms missing");
    }
  }
}
