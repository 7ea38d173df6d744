package dev.unmask.session;

/// The first thing in which a re-run differs from what a session holds.
///
/// @param step 1 to the number of steps; 0 if it is about the run as a whole
/// @param position on the canvas, or -1 if it is not about one
/// @param field what differs, in words
/// @param stored what the session holds
/// @param now what the re-run gave; empty if what is stored cannot be compared
public record Difference(int step, int position, String field, String stored, String now) {
  /// What is stored was changed since, so that there is nothing to compare.
  ///
  /// @param step 0 if it is about the run as a whole
  /// @param field which part of it
  static Difference damaged(int step, String field) {
    return new Difference(step, -1, field, "damaged", "");
  }

  /// In one line, for example `step 3, position 17: guess was 45, is 52`.
  public String inOneLine() {
    String where =
        (step > 0 ? "step " + step : "") + (position >= 0 ? ", position " + position : "");
    String what = now.isEmpty() ? "is " + stored : "was %s, is %s".formatted(stored, now);
    return "%s%s %s".formatted(where.isEmpty() ? "" : where + ": ", field, what);
  }
}
