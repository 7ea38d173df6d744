package dev.unmask.window.form;

import dev.unmask.job.Prompting;
import dev.unmask.job.SourceTexts;

/// Texts, and how they stand in the one field of a form.
///
/// @param shown what stands in the field
/// @param texts what is meant by it, as long as nobody types over it
record Typed(String shown, SourceTexts texts) {
  /// What a user means who types a text: one with blanks is filled, any other answered.
  static Typed of(String text) {
    return new Typed(
        text, Prompting.hasBlanks(text) ? SourceTexts.template(text) : SourceTexts.prompt(text));
  }

  /// Texts that were laid out elsewhere. Underscores stand in the place of masks.
  ///
  /// @param masks how many; 0 for as many as the canvas has room for
  static Typed of(SourceTexts texts, int masks) {
    String given = joined(texts.prompt(), texts.prefix());
    boolean gap = !texts.suffix().isEmpty() || (masks > 0 && !texts.prefix().isEmpty());
    String blank = gap ? "_".repeat(Math.max(2, masks)) : "";
    return new Typed(joined(given + blank + texts.suffix(), texts.template()), texts);
  }

  /// A question and what follows it are two lines.
  private static String joined(String first, String second) {
    return first.isEmpty() || second.isEmpty() ? first + second : first + "\n" + second;
  }

  /// Whether masks have text behind them.
  boolean blanks() {
    return !texts.template().isEmpty() || !texts.suffix().isEmpty();
  }
}
