package dev.unmask.text;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;

/// SentencePiece as GGUF files describe it (`tokenizer.ggml.model` = `llama`): spaces are `▁`, and
/// what is no token is written as byte tokens.
final class ScoreRules implements TokenListTokenizer.Rules {
  private static final char SPACE = '\u2581';
  private static final int NONE = -1;

  private final ScoredPieces pieces;
  private final boolean[] natural;
  private final boolean spaceFirst;

  ScoreRules(TokenList list, Map<String, Integer> ids) {
    int size = list.tokens().size();
    if (list.scores().length != size) {
      throw TokenListTokenizer.refusal(
          list,
          "has %d scores for %d tokens".formatted(list.scores().length, size),
          TokenListTokenizer.AGAIN);
    }
    for (float score : list.scores()) {
      if (Float.isNaN(score)) {
        throw TokenListTokenizer.refusal(
            list, "has a score that is not a number", TokenListTokenizer.AGAIN);
      }
    }
    this.spaceFirst = list.spaceFirst().orElse(true);
    this.natural = new boolean[size];
    int[] byteIds = new int[256];
    Arrays.fill(byteIds, list.roles().getOrDefault(SpecialRole.UNK, NONE));
    Map<String, Integer> texts = HashMap.newHashMap(size);
    ids.forEach(
        (token, id) -> {
          byte[] value = TokenListTokenizer.byteValue(token);
          TokenList.Kind kind = list.kind(id);
          if (value != null && kind != TokenList.Kind.CONTROL) {
            byteIds[value[0] & 0xFF] = id;
            natural[id] = true;
          } else if (kind == TokenList.Kind.ORDINARY) {
            texts.put(token, id);
            natural[id] = true;
          }
        });
    this.pieces = new ScoredPieces(texts, list.scores(), (text, id) -> bytes(text, byteIds, id));
  }

  private static void bytes(String text, int[] byteIds, IntConsumer id) {
    for (byte b : Utf8.bytes(text)) {
      if (byteIds[b & 0xFF] == NONE) {
        throw new Problem(
            Code.TOKENIZER,
            "The tokenizer has no token for a part of the text.",
            "Remove unusual characters, or use the tokenizer that belongs to the model.");
      }
      id.accept(byteIds[b & 0xFF]);
    }
  }

  @Override
  public void encode(String text, boolean afterSpecial, IntConsumer id) {
    String whole = spaceFirst && afterSpecial ? " " + text : text;
    pieces.encode(whole.replace(' ', SPACE), id);
  }

  /// Where the file does not say what tokens are, `<0x41>` is known by its look.
  @Override
  public byte[] bytes(String token) {
    byte[] value = TokenListTokenizer.byteValue(token);
    return value == null ? Utf8.bytes(token.replace(SPACE, ' ')) : value;
  }

  @Override
  public boolean natural(int id) {
    return natural[id];
  }

  @Override
  public TokenBytes.Trim trim() {
    return spaceFirst ? TokenBytes.Trim.FIRST_SPACE : TokenBytes.Trim.NONE;
  }

  @Override
  public boolean startsWithBos() {
    return true;
  }
}
