package dev.unmask.job;

import dev.unmask.text.Tokenizer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/// What ids look like. A running job asks the tokenizer, a replay asks the session file.
public interface TokenTexts {
  /// The bytes that an id stands for; a part of a character is possible; empty if unknown.
  byte[] bytes(int id);

  /// Whether the id is a special token: shown as a chip, left out of plain text.
  boolean special(int id);

  /// The text of ids; bytes that are not UTF-8 become U+FFFD.
  default String text(int... ids) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int id : ids) {
      all.writeBytes(bytes(id));
    }
    return all.toString(StandardCharsets.UTF_8);
  }

  /// The texts of a tokenizer.
  static TokenTexts of(Tokenizer tokenizer) {
    Set<Integer> special = tokenizer.special().all();
    return new TokenTexts() {
      @Override
      public byte[] bytes(int id) {
        return tokenizer.bytes(id);
      }

      @Override
      public boolean special(int id) {
        return special.contains(id);
      }
    };
  }
}
