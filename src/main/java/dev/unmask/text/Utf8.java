package dev.unmask.text;

import java.nio.charset.StandardCharsets;

/// UTF-8 that may be broken or cut off: tokens of byte-level vocabularies are pieces of characters.
///
/// Java's own decoder replaces an encoded surrogate (`ED A0 80`) by one U+FFFD, Python and Rust by
/// three; this one does as they do, so that texts are the same everywhere.
final class Utf8 {
  private Utf8() {}

  /// Looks at what stands at `from`.
  ///
  /// @return the length in bytes of a whole character, or minus the length of a broken or cut-off
  ///     one (its maximal subpart, Unicode 16 table 3-8)
  static int next(byte[] bytes, int from) {
    int first = bytes[from] & 0xFF;
    if (first < 0x80) {
      return 1;
    }
    int length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
    if (length == 0) {
      return -1;
    }
    for (int i = 1; i < length; i++) {
      if (from + i >= bytes.length || !follows(first, i, bytes[from + i] & 0xFF)) {
        return -i;
      }
    }
    return length;
  }

  /// Whether the bytes from `from` on are the beginning of a character that more bytes may end.
  static boolean cutOff(byte[] bytes, int from) {
    int first = bytes[from] & 0xFF;
    int length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
    int present = bytes.length - from;
    if (present >= length) {
      return false;
    }
    for (int i = 1; i < present; i++) {
      if (!follows(first, i, bytes[from + i] & 0xFF)) {
        return false;
      }
    }
    return true;
  }

  private static boolean follows(int first, int index, int value) {
    int low = 0x80;
    int high = 0xBF;
    if (index == 1) {
      switch (first) {
        case 0xE0 -> low = 0xA0;
        case 0xED -> high = 0x9F;
        case 0xF0 -> low = 0x90;
        case 0xF4 -> high = 0x8F;
        default -> {}
      }
    }
    return value >= low && value <= high;
  }

  /// The text of bytes; each broken or cut-off character becomes one U+FFFD.
  static String decode(byte[] bytes) {
    StringBuilder text = null;
    int copied = 0;
    int i = 0;
    while (i < bytes.length) {
      int length = next(bytes, i);
      if (length < 0) {
        text = text == null ? new StringBuilder() : text;
        text.append(new String(bytes, copied, i - copied, StandardCharsets.UTF_8)).append('\uFFFD');
        i -= length;
        copied = i;
      } else {
        i += length;
      }
    }
    String rest = new String(bytes, copied, bytes.length - copied, StandardCharsets.UTF_8);
    return text == null ? rest : text.append(rest).toString();
  }

  /// The text with every lone surrogate (half a character, which no UTF-8 can hold) as U+FFFD.
  static String wellFormed(String text) {
    StringBuilder repaired = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        continue;
      }
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        i++;
      } else {
        repaired = repaired == null ? new StringBuilder(text) : repaired;
        repaired.setCharAt(i, '\uFFFD');
      }
    }
    return repaired == null ? text : repaired.toString();
  }

  static byte[] bytes(String text) {
    return wellFormed(text).getBytes(StandardCharsets.UTF_8);
  }
}
