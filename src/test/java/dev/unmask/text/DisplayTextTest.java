package dev.unmask.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unmask.text.DisplayText.Kind;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class DisplayTextTest {
  private static DisplayText one(String text, boolean special) {
    return DisplayText.of(7, text.getBytes(StandardCharsets.UTF_8), special);
  }

  private static DisplayText bytes(String hex) {
    return DisplayText.of(7, HexFormat.of().parseHex(hex), false);
  }

  /// Splits tokens given as hex; `S` in front marks a special token, `_` an open position.
  private static List<DisplayText> split(String... tokens) {
    int[] ids = new int[tokens.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = i;
    }
    return DisplayText.split(
        ids,
        i -> tokens[i].equals("_"),
        id -> HexFormat.of().parseHex(tokens[id].replace("S", "")),
        id -> tokens[id].startsWith("S"));
  }

  @Test
  void aTokenOnItsOwn() {
    assertEquals(new DisplayText(0, 1, " dog", Kind.TEXT), one(" dog", false));
    assertEquals(new DisplayText(0, 1, "a↵⇥b␍", Kind.TEXT), one("a\n\tb\r", false));
    assertEquals(new DisplayText(0, 1, "‹U+0007›‹U+202E›", Kind.TEXT), one("\u0007\u202E", false));
    assertEquals(new DisplayText(0, 1, "<mask>", Kind.SPECIAL), one("<mask>", true));
    assertEquals(new DisplayText(0, 1, "#7", Kind.NUMBER), one("", false));
    assertEquals(new DisplayText(0, 1, "‹F0 9F›", Kind.BYTES), bytes("f09f"));
    assertEquals(new DisplayText(0, 1, " ‹E4 BD›", Kind.TEXT), bytes("20e4bd"));
    assertEquals(new DisplayText(0, 1, "‹FF›a‹80 80›", Kind.TEXT), bytes("ff618080"));
  }

  @Test
  void aCharacterOverSeveralTokensIsOnePiece() {
    assertEquals(
        List.of(new DisplayText(0, 3, "😀", Kind.TEXT), new DisplayText(3, 4, "!", Kind.TEXT)),
        split("f09f", "98", "80", "21"));
    assertEquals(List.of(new DisplayText(0, 2, "a你b", Kind.TEXT)), split("61e4bd", "a062"));
    // The second token ends one character and begins the next.
    assertEquals(List.of(new DisplayText(0, 3, "你好", Kind.TEXT)), split("e4bd", "a0e5a5", "bd"));
  }

  @Test
  void whatCannotBeJoinedStaysApart() {
    assertEquals(
        List.of(
            new DisplayText(0, 1, "‹F0 9F›", Kind.BYTES), new DisplayText(1, 2, "a", Kind.TEXT)),
        split("f09f", "61"));
    assertEquals(
        List.of(
            new DisplayText(0, 1, "‹F0 9F›", Kind.BYTES),
            new DisplayText(1, 2, "", Kind.OPEN),
            new DisplayText(2, 3, "‹98 80›", Kind.BYTES)),
        split("f09f", "_", "9880"));
    assertEquals(
        List.of(
            new DisplayText(0, 1, "‹F0›", Kind.BYTES),
            new DisplayText(1, 2, "‹9F›", Kind.SPECIAL),
            new DisplayText(2, 3, "#2", Kind.NUMBER)),
        split("f0", "S9f", ""));
    assertEquals(List.of(), split());
  }
}
