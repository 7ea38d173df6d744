package dev.unmask.window.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FaceTest {
  private static Face face(String text, boolean special) {
    return Face.of(7, text.getBytes(StandardCharsets.UTF_8), special);
  }

  @Test
  void wordsKeepTheirSpaces() {
    assertEquals(new Face(" books", false, false), face(" books", false));
  }

  @Test
  void newlinesAreShownAndEndTheLine() {
    assertEquals(new Face(".\u21b5", false, true), face(".\n", false));
    assertEquals(new Face("\u21b5  ", false, false), face("\n  ", false));
  }

  @Test
  void specialTokensAreChipsWithoutTheirBrackets() {
    assertEquals(new Face("eos", true, false), face("<eos>", true));
    assertEquals(new Face("endoftext", true, false), face("<|endoftext|>", true));
    assertEquals(new Face("PAD", true, false), face("[PAD]", true));
  }

  @Test
  void aTextThatLooksLikeASpecialTokenIsText() {
    assertEquals(new Face("<eos>", false, false), face("<eos>", false));
  }

  @Test
  void partsOfCharactersAreHex() {
    assertEquals(
        new Face("E282", true, false), Face.of(7, new byte[] {(byte) 0xe2, (byte) 0x82}, false));
  }

  @Test
  void anIdWithoutTextIsNamedByItsNumber() {
    assertEquals("#7", Face.of(7, new byte[0], false).text());
    assertTrue(Face.of(7, new byte[0], false).chip());
  }
}
