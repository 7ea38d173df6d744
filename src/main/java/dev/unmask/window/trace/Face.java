package dev.unmask.window.trace;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// How one token is shown.
///
/// @param text what is drawn, never empty
/// @param chip drawn as a small chip rather than as text: special tokens and parts of characters
/// @param breaks whether the line ends after this token
public record Face(String text, boolean chip, boolean breaks) {
  /// The face of an id that has no text at all.
  public static Face unknown(int id) {
    return new Face("#" + id, true, false);
  }

  /// The face of an ordinary or special token.
  ///
  /// Newlines and tabs are made visible. Bytes that are only part of a character are shown as hex.
  ///
  /// @param id token id, shown where there is no text
  /// @param bytes the UTF-8 bytes that the token stands for
  /// @param special whether it is a special token
  public static Face of(int id, byte[] bytes, boolean special) {
    if (bytes.length == 0) {
      return unknown(id);
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new Face(hex(bytes), true, false);
    }
    if (special) {
      return new Face(bare(text), true, false);
    }
    boolean breaks = text.endsWith("\n");
    return new Face(visible(text), false, breaks);
  }

  /// The name of a special token without its brackets: `<|endoftext|>` is `endoftext`.
  private static String bare(String text) {
    String name = text.replaceAll("^[<\\[|\\s]+|[>\\]|\\s]+$", "");
    return name.isEmpty() ? text : name;
  }

  private static String visible(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '\n' -> shown.append('\u21b5');
                case '\t' -> shown.append('\u21e5');
                case '\r' -> shown.append('\u240d');
                default -> {
                  if (Character.isISOControl(c)) {
                    shown.append(String.format(Locale.ROOT, "\\u%04x", c));
                  } else {
                    shown.appendCodePoint(c);
                  }
                }
              }
            });
    return shown.toString();
  }

  private static String hex(byte[] bytes) {
    StringBuilder digits = new StringBuilder();
    for (byte b : bytes) {
      digits.append(String.format(Locale.ROOT, "%02X", b & 0xff));
    }
    return digits.toString();
  }
}
