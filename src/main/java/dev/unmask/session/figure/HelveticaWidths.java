package dev.unmask.session.figure;

/// How wide words are in Helvetica, in multiples of their size.
///
/// @see "Adobe Font Metrics, Helvetica.afm"
final class HelveticaWidths {
  private static final int USUAL = 556;
  private static final String THIN = " !,./:;I[\\]ft|'`()-ijl";

  private HelveticaWidths() {}

  /// To about a tenth of a letter: enough to centre a label.
  static double of(String text) {
    int sum = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 'i' || c == 'j' || c == 'l' || c == '\'') {
        sum += 222;
      } else if (THIN.indexOf(c) >= 0) {
        sum += 290;
      } else if (c == 'm' || c == 'M' || c == '%' || c == 'W') {
        sum += 850;
      } else if (Character.isUpperCase(c)) {
        sum += 690;
      } else {
        sum += "crkvxyzsJ".indexOf(c) >= 0 ? 500 : USUAL;
      }
    }
    return sum / 1000.0;
  }
}
