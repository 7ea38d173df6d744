package dev.unmask.text;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/// Turns text into token ids and back, exactly as the model's authors did.
///
/// Implementations are safe for use by several threads. No method adds special tokens on its own.
public interface Tokenizer {
  /// Token ids of plain text; text that looks like a special token is treated as plain text.
  ///
  /// @return ids, possibly empty
  int[] encode(String text);

  /// Token ids of a rendered chat template: the texts of special tokens become their ids.
  int[] encodeTemplate(String rendered);

  /// The bytes that one id stands for (UTF-8; a part of a character is possible). Special tokens
  /// give the bytes of their text. Empty for an id without text.
  byte[] bytes(int id);

  /// The text of ids; bytes that are not UTF-8 become U+FFFD, special tokens appear as their text.
  String decode(int[] ids);

  /// The text of ids without special tokens.
  String decodePlain(int[] ids);

  /// The id of a token by its exact text (special or ordinary).
  OptionalInt idOf(String token);

  /// Number of ids that the tokenizer knows: ids are 0 up to this number, exclusive.
  int size();

  /// The special tokens that the files name.
  SpecialTokens special();

  /// The text that stands between a question and its answer: that of the separator, or a new line
  /// if the files name none.
  default String separator() {
    OptionalInt sep = special().sep();
    return sep.isPresent() ? new String(bytes(sep.getAsInt()), StandardCharsets.UTF_8) : "\n";
  }
}
