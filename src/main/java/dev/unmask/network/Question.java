package dev.unmask.network;

/// A question to a model: what do you believe at these positions of these canvases?
///
/// @param ids `[batch][length]` token ids, all rows of one length
/// @param positions `[batch][n_b]` wanted positions of each row, ascending
/// @param draw how candidates are chosen
/// @param uniforms `[batch][n_b]` one number in [0, 1) per wanted position; ignored where the draw
///     does not sample
/// @param alternatives how many of the most probable tokens to list, at least 1
public record Question(
    int[][] ids, int[][] positions, TokenDraw draw, double[][] uniforms, int alternatives) {

  public Question {
    if (ids.length == 0 || ids.length != positions.length || alternatives < 1) {
      throw new IllegalArgumentException("question of unequal parts");
    }
    if (draw.sample() && uniforms.length != positions.length) {
      throw new IllegalArgumentException("uniforms missing");
    }
  }
}
