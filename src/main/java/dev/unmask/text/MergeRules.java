package dev.unmask.text;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Byte-level BPE as GGUF files describe it (`tokenizer.ggml.model` = `gpt2`).
final class MergeRules implements TokenListTokenizer.Rules {
  private static final int NONE = -1;

  private final WordSplitter splitter;
  private final boolean wholeWordsFirst;
  private final ByteLevelBpe bpe;
  private final int[] byteIds;
  private final boolean everyByte;
  private final Map<String, Integer> ids;
  private final Set<Integer> natural = new HashSet<>();
  private final boolean spaceFirst;

  MergeRules(TokenList list, Map<String, Integer> ids) {
    this.ids = ids;
    this.splitter =
        WordSplitter.named(list.splitter())
            .orElseThrow(
                () ->
                    TokenListTokenizer.refusal(
                        list,
                        "cuts text by the rule "
                            + Json.quote(list.splitter())
                            + " (tokenizer.ggml.pre), which is not known",
                        "Choose another model."));
    this.wholeWordsFirst = WordSplitter.wholeWordsFirst(list.splitter());
    this.spaceFirst = list.spaceFirst().orElse(false);
    this.byteIds = byteIds(list);
    boolean every = true;
    for (int id : byteIds) {
      every &= id != NONE;
    }
    this.everyByte = every;
    this.bpe = new ByteLevelBpe(byteIds, merges(list));
  }

  /// A byte without a token becomes the unknown one, if there is one. Some vocabularies leave out
  /// bytes that no text has.
  private int[] byteIds(TokenList list) {
    int unknown = list.roles().getOrDefault(SpecialRole.UNK, NONE);
    int[] byteIds = new int[256];
    for (int b = 0; b < 256; b++) {
      @Nullable Integer id = ids.get(String.valueOf(ByteAlphabet.of(b)));
      byteIds[b] = id == null ? unknown : id;
      if (id != null) {
        natural.add(id);
      }
    }
    return byteIds;
  }

  private List<ByteLevelBpe.Merge> merges(TokenList list) {
    List<ByteLevelBpe.Merge> merges = new ArrayList<>(list.merges().size());
    for (String merge : list.merges()) {
      int space = merge.indexOf(' ', 1);
      @Nullable Integer left = space < 0 ? null : ids.get(merge.substring(0, space));
      @Nullable Integer right = space < 0 ? null : ids.get(merge.substring(space + 1));
      @Nullable Integer result =
          space < 0 ? null : ids.get(merge.substring(0, space) + merge.substring(space + 1));
      if (left == null || right == null || result == null) {
        throw TokenListTokenizer.refusal(
            list,
            "has the merge "
                + Json.quote(merge)
                + ", which refers to a token that is not in the vocabulary",
            TokenListTokenizer.AGAIN);
      }
      merges.add(new ByteLevelBpe.Merge(left, right, result));
      natural.add(result);
    }
    return merges;
  }

  @Override
  public void encode(String text, boolean afterSpecial, IntConsumer id) {
    String whole = spaceFirst && afterSpecial ? " " + text : text;
    splitter.split(whole, word -> encodeWord(word, id));
  }

  private void encodeWord(String word, IntConsumer id) {
    if (wholeWordsFirst) {
      @Nullable Integer known = ids.get(ByteAlphabet.write(word));
      if (known != null) {
        id.accept(known);
        return;
      }
    }
    if (!everyByte) {
      for (byte b : Utf8.bytes(word)) {
        if (byteIds[b & 0xFF] == NONE) {
          throw new Problem(
              Code.TOKENIZER,
              "The tokenizer has no token for a part of the text.",
              "Remove unusual characters, or use the tokenizer that belongs to the model.");
        }
      }
    }
    for (int found : bpe.encode(word)) {
      id.accept(found);
    }
  }

  @Override
  public byte[] bytes(String token) {
    byte @Nullable [] written = ByteAlphabet.bytes(token);
    return written == null ? Utf8.bytes(token) : written;
  }

  @Override
  public boolean natural(int id) {
    return natural.contains(id);
  }

  @Override
  public TokenBytes.Trim trim() {
    return spaceFirst ? TokenBytes.Trim.FIRST_SPACE : TokenBytes.Trim.NONE;
  }

  @Override
  public boolean startsWithBos() {
    return wholeWordsFirst;
  }
}
