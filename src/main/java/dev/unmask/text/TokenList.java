package dev.unmask.text;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A vocabulary as single-file models carry it: tokens by id, with merges or scores.
///
/// @param source what messages call it, for example the file's name
/// @param model `gpt2` (byte-level BPE with merges) or `llama` (SentencePiece with scores)
/// @param splitter name of the rule that cuts text into words before BPE
/// @param tokens by id; of byte-level ones in the byte alphabet, of others with `▁` for a space
/// @param kinds by id; empty if all are ordinary
/// @param scores by id, higher first; empty for BPE
/// @param merges `left right`, in order of rank; empty for SentencePiece
/// @param roles ids of special tokens
/// @param spaceFirst whether a space is put before text, if the file says so
/// @param startsWithBos whether text is meant to begin with the BOS token, if the file says so
/// @param chatTemplate Jinja, if there is one
public record TokenList(
    String source,
    String model,
    String splitter,
    List<String> tokens,
    List<Kind> kinds,
    float[] scores,
    List<String> merges,
    Map<SpecialRole, Integer> roles,
    Optional<Boolean> spaceFirst,
    Optional<Boolean> startsWithBos,
    Optional<String> chatTemplate) {

  /// What a token is.
  public enum Kind {
    ORDINARY(1),
    UNKNOWN(2),
    /// Special: written by templates only.
    CONTROL(3),
    /// Cut out of any text before everything else.
    USER_DEFINED(4),
    /// A gap in the numbers; stands for nothing.
    UNUSED(5),
    /// `<0x41>`: one byte.
    BYTE(6);

    private final int number;

    Kind(int number) {
      this.number = number;
    }

    /// The kind with this number in GGUF files; unknown numbers are ordinary, as in llama.cpp.
    public static Kind ofNumber(int number) {
      for (Kind k : values()) {
        if (k.number == number) {
          return k;
        }
      }
      return ORDINARY;
    }
  }

  /// The same without roles whose token the vocabulary lacks: files in use name such.
  TokenList withoutRolesOutside() {
    Map<SpecialRole, Integer> inside = new EnumMap<>(SpecialRole.class);
    roles.forEach(
        (role, id) -> {
          if (id >= 0 && id < tokens.size()) {
            inside.put(role, id);
          }
        });
    return new TokenList(
        source,
        model,
        splitter,
        tokens,
        kinds,
        scores,
        merges,
        inside,
        spaceFirst,
        startsWithBos,
        chatTemplate);
  }

  /// The texts of special tokens, as templates want them.
  public Map<SpecialRole, String> roleTexts() {
    Map<SpecialRole, String> texts = new EnumMap<>(SpecialRole.class);
    withoutRolesOutside().roles().forEach((role, id) -> texts.put(role, tokens.get(id)));
    return texts;
  }

  Kind kind(int id) {
    return kinds.isEmpty() ? Kind.ORDINARY : kinds.get(id);
  }
}
