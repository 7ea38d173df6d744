package dev.unmask.diffusion;

import java.util.ArrayList;
import java.util.List;

/// The blocks in which a canvas is written, one after the other.
///
/// @param length of a block; 0 writes the whole canvas at once
/// @param first length of the first block; 0 is the same as the others
/// @param aligned blocks begin at position 0 (BD3LM, LLaDA2, infilling) and not at the first mask
///     (LLaDA)
/// @param growing a block sees nothing behind it: the canvas grows block by block
public record BlockSchedule(int length, int first, boolean aligned, boolean growing) {
  /// Everything at once.
  public static final BlockSchedule WHOLE = new BlockSchedule(0, 0, false, false);

  public BlockSchedule {
    if (length < 0 || first < 0) {
      throw new IllegalArgumentException("blocks of " + length);
    }
  }

  /// Blocks of one length, counted from the first mask.
  public static BlockSchedule of(int length) {
    return new BlockSchedule(length, 0, false, false);
  }

  /// The blocks of a canvas, without gaps up to its end.
  List<Span> blocks(Canvas canvas) {
    int end = canvas.length();
    int[] masked = canvas.maskedPositions();
    if (length == 0 || masked.length == 0) {
      return List.of(new Span(0, end));
    }
    List<Span> blocks = new ArrayList<>();
    int from = aligned ? 0 : masked[0];
    int size = first > 0 ? first : length;
    while (from < end) {
      blocks.add(new Span(from, Math.min(end, from + size)));
      from += size;
      size = length;
    }
    return blocks;
  }
}
