package dev.unmask.text;

import java.util.function.Consumer;

/// Cuts text into the words within which GPT-2 merges.
///
/// The same as the regular expression
/// `'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`, in one pass.
///
/// @see "openai/gpt-2, src/encoder.py"
final class Gpt2Words {
  private enum Kind {
    LETTER,
    NUMBER,
    SPACE,
    OTHER
  }

  private Gpt2Words() {}

  /// Gives every word in order; together they are the text.
  static void split(String text, Consumer<String> word) {
    int at = 0;
    while (at < text.length()) {
      int end = end(text, at);
      word.accept(text.substring(at, end));
      at = end;
    }
  }

  private static int end(String text, int at) {
    int contraction = contraction(text, at);
    if (contraction > 0) {
      return at + contraction;
    }
    int first = text.charAt(at) == ' ' && at + 1 < text.length() ? at + 1 : at;
    Kind kind = kind(text.codePointAt(first));
    if (kind != Kind.SPACE) {
      return run(text, first, kind);
    }
    int end = run(text, at, Kind.SPACE);
    // The last white space before a word belongs to that word (or stands alone).
    int last = Character.charCount(text.codePointBefore(end));
    return end < text.length() && end - last > at ? end - last : end;
  }

  private static int contraction(String text, int at) {
    if (text.charAt(at) != '\'' || at + 1 >= text.length()) {
      return 0;
    }
    char second = text.charAt(at + 1);
    if (second == 's' || second == 't' || second == 'm' || second == 'd') {
      return 2;
    }
    boolean three =
        text.startsWith("re", at + 1)
            || text.startsWith("ve", at + 1)
            || text.startsWith("ll", at + 1);
    return three ? 3 : 0;
  }

  private static int run(String text, int from, Kind kind) {
    int at = from;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      if (kind(c) != kind) {
        break;
      }
      at += Character.charCount(c);
    }
    return at;
  }

  private static Kind kind(int c) {
    if (c < 128) {
      if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') {
        return Kind.LETTER;
      }
      if (c >= '0' && c <= '9') {
        return Kind.NUMBER;
      }
      return c == ' ' || (c >= '\t' && c <= '\r') ? Kind.SPACE : Kind.OTHER;
    }
    return switch (Character.getType(c)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER ->
          Kind.LETTER;
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER ->
          Kind.NUMBER;
      case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
          Kind.SPACE;
      default -> c == 0x85 ? Kind.SPACE : Kind.OTHER;
    };
  }
}
