package dev.unmask.text;

import dev.unmask.problem.Problem;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/// The tokenizer of GPT-2 in its original files, `encoder.json` and `vocab.bpe`, or in those that
/// Hugging Face made of them, `vocab.json` and `merges.txt`.
public final class Gpt2Tokenizer implements Tokenizer {
  private final ByteLevelBpe bpe;
  private final AddedTexts ordinary;
  private final AddedTexts withSpecial;
  private final boolean addPrefixSpace;
  private final Vocabulary vocabulary;
  private final SpecialTokens special;

  private Gpt2Tokenizer(
      ByteLevelBpe bpe,
      Collection<AddedToken> added,
      boolean addPrefixSpace,
      Vocabulary vocabulary,
      SpecialTokens special) {
    this.bpe = bpe;
    this.ordinary = new AddedTexts(added.stream().filter(token -> !token.special()).toList());
    this.withSpecial = new AddedTexts(added);
    this.addPrefixSpace = addPrefixSpace;
    this.vocabulary = vocabulary;
    this.special = special;
  }

  /// @param vocabularyFile `encoder.json` or `vocab.json`
  /// @param mergesFile `vocab.bpe` or `merges.txt`
  /// @param settings what the other files of the folder say
  /// @param config special ids from `config.json`
  /// @throws Problem if a file is malformed
  static Gpt2Tokenizer open(
      Path vocabularyFile,
      Path mergesFile,
      TokenizerSettings settings,
      Map<SpecialRole, Integer> config) {
    Gpt2Files files = Gpt2Files.read(vocabularyFile, mergesFile);
    ByteLevelBpe bpe = new ByteLevelBpe(files.byteIds(vocabularyFile), files.merges());
    Set<Integer> merged = new HashSet<>();
    files.merges().forEach(merge -> merged.add(merge.result()));

    Map<String, AddedToken> added = added(vocabularyFile, files, settings);
    Map<String, Integer> ids = new HashMap<>(files.ids());
    added.values().forEach(token -> ids.put(token.text(), token.id()));
    TokenizerJson.checkIds(vocabularyFile, ids);
    byte[][] bytes = Vocabulary.table(ids);
    files
        .ids()
        .forEach(
            (token, id) -> {
              byte[] written = ByteAlphabet.bytes(token);
              bytes[id] = written == null ? Utf8.bytes(token) : written;
            });
    added.values().stream()
        .filter(token -> !files.ids().containsKey(token.text()))
        .forEach(token -> bytes[token.id()] = Utf8.bytes(token.text()));
    Vocabulary vocabulary = new Vocabulary(ids, bytes, TokenBytes.Trim.NONE);

    SpecialTokens special =
        settings.special(
            config,
            vocabulary,
            List.copyOf(added.values()),
            token -> token.length() == 1 || merged.contains(ids.get(token)));
    // What only config.json names is special too: its text, which no merge makes, becomes its id.
    for (int id : special.all()) {
      vocabulary
          .token(id)
          .filter(text -> !added.containsKey(text))
          .ifPresent(text -> added.put(text, AddedToken.special(id, text)));
    }
    return new Gpt2Tokenizer(bpe, added.values(), settings.addPrefixSpace(), vocabulary, special);
  }

  private static Map<String, AddedToken> added(
      Path file, Gpt2Files files, TokenizerSettings settings) {
    Map<String, AddedToken> added = new LinkedHashMap<>();
    settings.added().stream()
        .sorted(Comparator.comparingInt(AddedToken::id))
        .forEach(token -> added.merge(token.text(), token, (a, b) -> b.special() ? b : a));
    for (AddedToken token : added.values()) {
      Integer own = files.ids().get(token.text());
      if (own != null && own != token.id()) {
        throw Json.problem(
            file, "and another file give " + Json.quote(token.text()) + " different ids", null);
      }
    }
    for (String text : settings.named()) {
      Integer own = files.ids().get(text);
      if (added.containsKey(text)) {
        added.computeIfPresent(text, (key, token) -> token.asSpecial());
      } else if (own != null) {
        added.put(text, AddedToken.special(own, text));
      }
    }
    return added;
  }

  @Override
  public int[] encode(String text) {
    return encode(text, ordinary);
  }

  @Override
  public int[] encodeTemplate(String rendered) {
    return encode(rendered, withSpecial);
  }

  private int[] encode(String text, AddedTexts added) {
    String whole = Utf8.wellFormed(addPrefixSpace ? " " + text : text);
    Ids ids = new Ids(whole.length() / 3 + 16);
    added.split(whole, part -> Gpt2Words.split(part, word -> ids.add(bpe.encode(word))), ids::add);
    return ids.toArray();
  }

  /// A growing array of ids.
  private static final class Ids {
    private int[] ids;
    private int length;

    Ids(int room) {
      ids = new int[room];
    }

    void add(int id) {
      add(new int[] {id});
    }

    void add(int[] more) {
      if (length + more.length > ids.length) {
        ids = Arrays.copyOf(ids, Math.max(length + more.length, 2 * ids.length));
      }
      System.arraycopy(more, 0, ids, length, more.length);
      length += more.length;
    }

    int[] toArray() {
      return Arrays.copyOf(ids, length);
    }
  }

  @Override
  public byte[] bytes(int id) {
    return vocabulary.bytes(id);
  }

  @Override
  public String decode(int[] ids) {
    return vocabulary.decode(ids, Set.of());
  }

  @Override
  public String decodePlain(int[] ids) {
    return vocabulary.decode(ids, special.all());
  }

  @Override
  public OptionalInt idOf(String token) {
    return vocabulary.idOf(token);
  }

  @Override
  public int size() {
    return vocabulary.size();
  }

  @Override
  public SpecialTokens special() {
    return special;
  }
}
