package dev.unmask.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The 256 printable characters in which byte-level vocabularies write bytes.
///
/// Printable Latin-1 bytes stand for themselves, the other 68 for U+0100 and up, in order.
///
/// @see "openai/gpt-2, src/encoder.py, bytes_to_unicode"
final class ByteAlphabet {
  private static final char[] CHARS = chars();
  private static final short[] BYTES = bytes(CHARS);

  private ByteAlphabet() {}

  private static char[] chars() {
    char[] chars = new char[256];
    char next = 0x100;
    for (int b = 0; b < 256; b++) {
      boolean printable = (b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xAC) || b >= 0xAE;
      chars[b] = printable ? (char) b : next++;
    }
    return chars;
  }

  private static short[] bytes(char[] chars) {
    short[] bytes = new short[0x144];
    Arrays.fill(bytes, (short) -1);
    for (int b = 0; b < chars.length; b++) {
      bytes[chars[b]] = (short) b;
    }
    return bytes;
  }

  /// The character that stands for a byte (0 to 255).
  static char of(int value) {
    return CHARS[value];
  }

  /// The bytes that a token stands for, or null if it has a character outside the alphabet.
  static byte @Nullable [] bytes(String token) {
    byte[] bytes = new byte[token.length()];
    for (int i = 0; i < bytes.length; i++) {
      char c = token.charAt(i);
      if (c >= BYTES.length || BYTES[c] < 0) {
        return null;
      }
      bytes[i] = (byte) BYTES[c];
    }
    return bytes;
  }

  /// The text written in the alphabet, one character per UTF-8 byte.
  static String write(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    char[] written = new char[utf8.length];
    for (int i = 0; i < utf8.length; i++) {
      written[i] = CHARS[utf8[i] & 0xFF];
    }
    return new String(written);
  }
}
