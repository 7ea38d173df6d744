package dev.unmask.diffusion;

import dev.unmask.network.Conditions;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One sequence that is put to the network on behalf of a canvas.
///
/// @param ids `[columns]`
/// @param offset position of the first column on the canvas
/// @param wanted positions on the canvas whose beliefs are wanted, ascending; those past the end of
///     the canvas are columns that were added to it
/// @param layout positions and attention, or null for the usual ones
/// @param scored a token for each wanted position whose probability is wanted beside that of the
///     candidate; empty if none is
public record Probe(
    int[] ids, int offset, int[] wanted, Conditions.@Nullable Layout layout, int[] scored) {
  /// The canvas as it stands.
  public static Probe of(Canvas canvas, int... wanted) {
    return new Probe(canvas.ids(), 0, wanted, null, new int[0]);
  }

  /// The canvas as it stands, with the positions of the block wanted that are written already,
  /// beside all masked ones.
  static Probe withWritten(Moment at) {
    Canvas canvas = at.canvas();
    return of(
        canvas,
        IntStream.range(0, canvas.length())
            .filter(
                p ->
                    canvas.masked(p) || (at.block().contains(p) && canvas.role(p) == Role.REVEALED))
            .toArray());
  }
}
