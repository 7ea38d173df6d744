package dev.unmask.session.figure;

/// Colours that people with the usual colour blindnesses tell apart; lines also differ in dashes.
///
/// @see "Okabe, Ito: Color universal design. 2008"
/// @param paper behind everything
/// @param ink lines and words
/// @param quiet words that matter less
/// @param faint grid
public record Inks(int paper, int ink, int quiet, int faint) {
  private static final int[] COLORS = {0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9};

  /// How many lines have a colour of their own.
  public static final int LINES = COLORS.length;

  /// For white paper.
  public static final Inks PRINT = new Inks(0xFFFFFF, 0x222222, 0x57606A, 0xDDDDDD);

  /// For a dark window.
  public static final Inks DARK = new Inks(0x0D1117, 0xE6E6E6, 0x9198A1, 0x2A3038);

  /// The colour of a line.
  public static int line(int number) {
    return COLORS[number % LINES];
  }

  /// Whether a line is dashed: once the colours come round again.
  public static boolean dashed(int number) {
    return number / LINES % 2 == 1;
  }
}
