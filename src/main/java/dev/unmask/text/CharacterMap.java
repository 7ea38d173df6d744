package dev.unmask.text;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Base64;

/// Checks the `precompiled_charsmap` of a SentencePiece normalizer: a double-array trie and the
/// texts that it leads to. The native library follows it without looking where it goes.
///
/// Layout: the trie's size in bytes (32 bits, little-endian), its units (32 bits each), then the
/// texts, each ended by a zero byte. Of a unit, bits 0-7 and 31 are its label, bit 8 says that a
/// value follows, bits 10-30 (shifted left by 8 if bit 9 is set) lead to its children.
///
/// @see "sentencepiece, src/normalizer.cc; darts-clone"
final class CharacterMap {
  private static final int VALUE = 1 << 31;

  private CharacterMap() {}

  /// Whether every step through the trie and every text that it names stays inside.
  static boolean sound(String base64) {
    try {
      ByteBuffer map = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
      map.order(ByteOrder.LITTLE_ENDIAN);
      int size = map.getInt();
      if (size < 4 || size % 4 != 0 || size > map.remaining()) {
        return false;
      }
      IntBuffer units =
          map.slice(map.position(), size).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
      byte[] texts = new byte[map.remaining() - size];
      map.position(map.position() + size).get(texts);
      for (int i = 0; i < units.limit(); i++) {
        int unit = units.get(i);
        if (unit >= 0 && !sound(units, i, unit, texts)) {
          return false;
        }
      }
      return wellFormed(texts);
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      return false;
    }
  }

  private static boolean sound(IntBuffer units, int at, int unit, byte[] texts) {
    int children = at ^ (unit >>> 10 << ((unit & 1 << 9) >>> 6));
    boolean inside = children >= 0 && (children | 0xFF) < units.limit();
    if (!inside) {
      return false;
    }
    boolean hasValue = (unit >>> 8 & 1) == 1;
    int value = hasValue ? units.get(children) & ~VALUE : 0;
    // A text begins where one ended before.
    return value == 0 || (value < texts.length && texts[value - 1] == 0);
  }

  private static boolean wellFormed(byte[] bytes) {
    int at = 0;
    while (at < bytes.length) {
      int length = Utf8.next(bytes, at);
      if (length < 0) {
        return false;
      }
      at += length;
    }
    return true;
  }
}
