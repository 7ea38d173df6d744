package dev.unmask.task;

import java.util.List;
import java.util.regex.MatchResult;

/// An exercise with its answer, of which a piece is left out: what stands around it says what it
/// was.
///
/// @param exercise the whole; its split is that of the infilling
/// @param gap kind of the piece
/// @param before what stands before the piece
/// @param hidden the piece
/// @param after what stands behind it
public record Infilling(Exercise exercise, Gap gap, String before, String hidden, String after) {
  /// Leaves one piece out.
  ///
  /// @param separator what stands between question and answer
  public static Infilling of(Exercise exercise, Gap gap, String separator, Draws draws) {
    String part = gap.inQuestion() ? exercise.question() : exercise.answer();
    List<MatchResult> places = gap.pattern().matcher(part).results().toList();
    MatchResult place = draws.one(places);
    String head = part.substring(0, place.start());
    String tail = part.substring(place.end());
    return gap.inQuestion()
        ? new Infilling(exercise, gap, head, place.group(), tail + separator + exercise.answer())
        : new Infilling(exercise, gap, exercise.question() + separator + head, place.group(), tail);
  }

  /// Whether a filling makes the whole right: in an answer any that leaves a chain which holds, in
  /// a question the piece itself.
  ///
  /// @param separator as it was left out with
  public boolean holds(String filling, String separator) {
    if (gap.inQuestion()) {
      return right(filling);
    }
    String head = before.substring(exercise.question().length() + separator.length());
    return !filling.isBlank() && Checker.check(exercise, head + filling.strip() + after).chain();
  }

  /// Whether a filling is the piece that was left out, white space at its ends aside.
  public boolean right(String filling) {
    return filling.strip().equals(hidden);
  }
}
