package dev.unmask.text;

import java.io.ByteArrayOutputStream;

/// Text that arrives token by token: a token may end in the middle of a character, which is then
/// held back until the rest of it comes.
///
/// All texts together are what [Utf8] makes of all bytes together.
public final class Utf8Stream {
  /// A character that is cut off has at most so many bytes.
  private static final int LONGEST_PART = 3;

  private byte[] held = new byte[0];

  /// Takes bytes.
  ///
  /// @return the text that they complete; may be empty
  public String add(byte[] bytes) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.writeBytes(held);
    joined.writeBytes(bytes);
    byte[] all = joined.toByteArray();
    int whole = all.length;
    for (int i = Math.max(0, all.length - LONGEST_PART); i < all.length; i++) {
      if (Utf8.cutOff(all, i)) {
        whole = i;
        break;
      }
    }
    held = java.util.Arrays.copyOfRange(all, whole, all.length);
    return Utf8.decode(java.util.Arrays.copyOf(all, whole));
  }

  /// What is left when no more bytes come: U+FFFD for a character that never became whole.
  public String end() {
    String rest = Utf8.decode(held);
    held = new byte[0];
    return rest;
  }
}
