package dev.unmask.diffusion;

/// Where a run stands before an evaluation.
///
/// @param canvas the input of the evaluation
/// @param block the positions that are written now
/// @param number of this step in the block, from 1
/// @param total steps planned for the block
/// @param initiallyMasked masked positions of the block when it was begun
/// @param step of the whole run, from 1: what random numbers depend on
/// @param randomness of this run
public record Moment(
    Canvas canvas,
    Span block,
    int number,
    int total,
    int initiallyMasked,
    int step,
    Randomness randomness) {

  /// Steps of the block after this one; at 0 everything left is revealed by rules with a schedule.
  public int left() {
    return total - number;
  }

  /// The share of the block that is masked, but never 0: the time of a canvas that keeps to no
  /// schedule.
  public double maskedShare() {
    return Math.min(1, Math.max(1.0, masked().length) / Math.max(1, initiallyMasked));
  }

  /// The same moment on another canvas.
  public Moment on(Canvas other) {
    return new Moment(other, block, number, total, initiallyMasked, step, randomness);
  }

  /// The masked positions of the block, ascending.
  public int[] masked() {
    return canvas.maskedPositions(block);
  }

  /// A number in [0, 1) for a position in this step.
  public double uniform(Purpose purpose, int position) {
    return randomness.uniform(purpose, step, position);
  }
}
