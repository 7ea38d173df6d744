package dev.unmask.window.canvas;

import dev.unmask.measure.Revisions;
import dev.unmask.window.trace.Alternative;
import dev.unmask.window.trace.Faces;
import dev.unmask.window.trace.Moment;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// What the canvas shows: a moment of a run or of a draft, and what is needed to show it well.
///
/// @param run which run this is, 0 for a draft: only moments of one run are animated
/// @param start the canvas before the first step; tells what the model has to write
/// @param now the moment shown
/// @param end the last canvas of a run that has ended, null while it is not known
/// @param faces how tokens are shown
/// @param shifted whether the model predicts one position ahead, so that it never writes position 0
///     and leaves it out of its answer
/// @param marks what the user said of single positions
/// @param revisions how often guesses have changed up to now, and since when they stay
/// @param mostRevised changes at the position with the most, of all steps that are known
/// @param alternatives what else was considered at a position now
public record Sheet(
    long run,
    Moment start,
    Moment now,
    @Nullable Moment end,
    Faces faces,
    boolean shifted,
    Marks marks,
    Revisions revisions,
    int mostRevised,
    IntFunction<List<Alternative>> alternatives) {

  /// A canvas that nothing has been said about yet.
  public static Sheet draft(Moment start, Faces faces, boolean shifted, Marks marks) {
    Revisions none = Revisions.none(start.length());
    return new Sheet(0, start, start, null, faces, shifted, marks, none, 0, position -> List.of());
  }

  /// Number of positions.
  public int length() {
    return now.length();
  }
}
