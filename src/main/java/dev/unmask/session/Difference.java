package dev.unmask.session;

/// The first thing in which a re-run differs from what a session holds.
///
/// @param step 1 to the number of steps; 0 if it is about the run as a whole
/// @param position on the canvas, or -1 if it is not about one
/// @param field what differs, in words
/// @param stored what the session holds
/// @param now what the re-run gave
public record Difference(int step, int position, String field, String stored, String now) {
  /// In one line, for example `step 3, position 17: guess was 45, is 52`.
  public String inOneLine() {
    String where =
        (step > 0 ? "step " + step : "") + (position >= 0 ? ", position " + position : "");
    return "%s%s was %s, is %s".formatted(where.isEmpty() ? "" : where + ": ", field, stored, now);
  }
}
