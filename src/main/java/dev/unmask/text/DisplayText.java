package dev.unmask.text;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/// What a viewer shows for one token, or for several that make up characters together.
///
/// @param from the first position
/// @param to the position after the last
/// @param text what to show: spaces as they are, line breaks and tabs as symbols, bytes that are no
///     character as hex in `‹›`
/// @param kind what it is
public record DisplayText(int from, int to, String text, Kind kind) {
  /// What a piece is.
  public enum Kind {
    /// Ordinary text.
    TEXT,
    /// Bytes only, a part of a character.
    BYTES,
    /// The text of a special token.
    SPECIAL,
    /// An id without text, shown as its number.
    NUMBER,
    /// A position where nothing stands yet.
    OPEN
  }

  /// One token on its own.
  ///
  /// @param bytes what it stands for, see [Tokenizer#bytes]
  public static DisplayText of(int id, byte[] bytes, boolean special) {
    return single(0, id, bytes, special);
  }

  private static DisplayText single(int position, int id, byte[] bytes, boolean special) {
    if (bytes.length == 0) {
      return new DisplayText(position, position + 1, "#" + id, Kind.NUMBER);
    }
    Kind kind = special ? Kind.SPECIAL : Kind.TEXT;
    return shown(position, position + 1, bytes, kind);
  }

  /// A sequence in pieces, each as short as possible and made of whole characters where the bytes
  /// allow it. The pieces follow each other and cover the sequence.
  ///
  /// @param ids the sequence
  /// @param open positions where nothing stands yet; no character reaches across them
  /// @param bytes the bytes of an id
  /// @param special whether an id is a special token; no character reaches into one
  public static List<DisplayText> split(
      int[] ids, IntPredicate open, IntFunction<byte[]> bytes, IntPredicate special) {
    List<DisplayText> pieces = new ArrayList<>();
    int i = 0;
    while (i < ids.length) {
      if (open.test(i)) {
        pieces.add(new DisplayText(i, i + 1, "", Kind.OPEN));
        i++;
        continue;
      }
      byte[] joined = bytes.apply(ids[i]);
      int to = i + 1;
      while (!special.test(ids[i])
          && endsInCharacter(joined)
          && to < ids.length
          && !open.test(to)
          && !special.test(ids[to])
          && continues(bytes.apply(ids[to]))) {
        joined = joined(joined, bytes.apply(ids[to]));
        to++;
      }
      pieces.add(
          to == i + 1
              ? single(i, ids[i], joined, special.test(ids[i]))
              : shown(i, to, joined, Kind.TEXT));
      i = to;
    }
    return pieces;
  }

  private static boolean endsInCharacter(byte[] bytes) {
    int at = 0;
    while (at < bytes.length) {
      int length = Utf8.next(bytes, at);
      if (length < 0 && Utf8.cutOff(bytes, at)) {
        return true;
      }
      at += Math.abs(length);
    }
    return false;
  }

  private static boolean continues(byte[] bytes) {
    return bytes.length > 0 && (bytes[0] & 0xC0) == 0x80;
  }

  private static byte[] joined(byte[] a, byte[] b) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.writeBytes(a);
    joined.writeBytes(b);
    return joined.toByteArray();
  }

  private static DisplayText shown(int from, int to, byte[] bytes, Kind kind) {
    StringBuilder text = new StringBuilder();
    boolean characters = false;
    int at = 0;
    while (at < bytes.length) {
      int length = Utf8.next(bytes, at);
      if (length > 0) {
        character(text, Utf8.decode(Arrays.copyOfRange(bytes, at, at + length)));
        characters = true;
        at += length;
      } else {
        int start = at;
        while (at < bytes.length && Utf8.next(bytes, at) < 0) {
          at -= Utf8.next(bytes, at);
        }
        String hex = HexFormat.ofDelimiter(" ").withUpperCase().formatHex(bytes, start, at);
        text.append('‹').append(hex).append('›');
      }
    }
    boolean part = kind == Kind.TEXT && !characters;
    return new DisplayText(from, to, text.toString(), part ? Kind.BYTES : kind);
  }

  private static void character(StringBuilder text, String one) {
    int c = one.codePointAt(0);
    switch (c) {
      case '\n' -> text.append('↵');
      case '\t' -> text.append('⇥');
      case '\r' -> text.append('␍');
      default -> {
        // Joiners belong to the characters beside them; marks that turn the reading direction round
        // would turn the viewer's own text as well.
        boolean format = Character.getType(c) == Character.FORMAT && c != 0x200C && c != 0x200D;
        text.append(Character.isISOControl(c) || format ? "‹U+%04X›".formatted(c) : one);
      }
    }
  }
}
