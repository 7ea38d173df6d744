package dev.unmask.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/// Text in pieces is the text of all pieces, and never shows half a character.
class Utf8StreamTest {
  @Property(tries = 400)
  void anyPiecesGiveTheWhole(@ForAll String text, @ForAll @Size(max = 20) int[] cuts) {
    byte[] bytes = Utf8.bytes(text);
    assertEquals(Utf8.decode(bytes), inPieces(bytes, cuts));
  }

  @Property(tries = 400)
  void brokenBytesToo(@ForAll byte[] bytes, @ForAll @Size(max = 20) int[] cuts) {
    assertEquals(Utf8.decode(bytes), inPieces(bytes, cuts));
  }

  private static String inPieces(byte[] bytes, int[] cuts) {
    int[] at = Arrays.stream(cuts).map(c -> Math.floorMod(c, bytes.length + 1)).sorted().toArray();
    Utf8Stream stream = new Utf8Stream();
    StringBuilder all = new StringBuilder();
    int from = 0;
    for (int cut : at) {
      all.append(stream.add(Arrays.copyOfRange(bytes, from, cut)));
      from = cut;
    }
    return all.append(stream.add(Arrays.copyOfRange(bytes, from, bytes.length)))
        .append(stream.end())
        .toString();
  }

  @Test
  void aCharacterWaitsForItsLastByte() {
    byte[] smile = "🙂".getBytes(StandardCharsets.UTF_8);
    Utf8Stream stream = new Utf8Stream();
    assertEquals("a", stream.add(new byte[] {'a', smile[0]}));
    assertEquals("", stream.add(new byte[] {smile[1], smile[2]}));
    assertEquals("🙂b", stream.add(new byte[] {smile[3], 'b'}));
    assertTrue(stream.end().isEmpty());
    assertEquals("", stream.add(new byte[] {smile[0]}));
    assertEquals("\uFFFD", stream.end());
  }
}
