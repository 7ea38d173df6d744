package dev.unmask.text;

import dev.unmask.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The tokenizer of a Hugging Face `tokenizer.json`.
///
/// Text becomes ids inside the native library, ids become text here. Post-processors are left out:
/// nothing adds special tokens (the usual double BOS cannot happen).
public final class HuggingFaceTokenizer implements Tokenizer {
  private final NativeTokenizer plain;
  private final Supplier<NativeTokenizer> template;
  private final Vocabulary vocabulary;
  private final SpecialTokens special;

  private HuggingFaceTokenizer(
      NativeTokenizer plain,
      Supplier<NativeTokenizer> template,
      Vocabulary vocabulary,
      SpecialTokens special) {
    this.plain = plain;
    this.template = template;
    this.vocabulary = vocabulary;
    this.special = special;
  }

  /// @param file the `tokenizer.json`
  /// @param settings what the other files of the folder say
  /// @param config special ids from `config.json`
  /// @throws Problem if the file is malformed or uses something unknown
  static HuggingFaceTokenizer open(
      Path file, TokenizerSettings settings, Map<SpecialRole, Integer> config) {
    TokenizerJson json = TokenizerJson.read(file);
    List<AddedToken> added = added(json, settings);
    NativeJson natives = new NativeJson(json, added);
    Vocabulary vocabulary = vocabulary(json, added);
    try {
      NativeTokenizer plain = new NativeTokenizer(natives.withoutSpecial());
      for (String text : natives.vanishing()) {
        throw Json.problem(
            file, "has an added token " + Json.quote(text) + " that no text can contain", null);
      }
      Supplier<NativeTokenizer> template =
          added.stream().anyMatch(AddedToken::special)
              ? new Once(() -> new NativeTokenizer(natives.withSpecial()))
              : () -> plain;
      SpecialTokens special = settings.special(config, vocabulary, added, natives::natural);
      return new HuggingFaceTokenizer(plain, template, vocabulary, special);
    } catch (Problem e) {
      throw e;
    } catch (RuntimeException e) {
      throw Json.problem(file, "is refused by the tokenizer library" + reason(e), e);
    }
  }

  private static String reason(RuntimeException e) {
    String message = e.getMessage();
    return message == null ? "" : ": " + message.lines().findFirst().orElse("");
  }

  /// The added tokens of the file, then those that only other files name, all with their ids.
  private static List<AddedToken> added(TokenizerJson json, TokenizerSettings settings) {
    Map<String, AddedToken> byText = new LinkedHashMap<>();
    json.added().forEach(token -> byText.putIfAbsent(token.text(), token));
    List<AddedToken> extra = new ArrayList<>(settings.added());
    extra.sort(Comparator.comparingInt(AddedToken::id));
    for (AddedToken token : extra) {
      byText.merge(token.text(), token, (own, other) -> other.special() ? own.asSpecial() : own);
    }
    for (String text : settings.named()) {
      Integer known = json.vocabulary().get(text);
      if (byText.containsKey(text)) {
        byText.computeIfPresent(text, (key, token) -> token.asSpecial());
      } else if (known != null) {
        byText.put(text, AddedToken.special(known, text));
      }
    }
    List<AddedToken> added = List.copyOf(byText.values());
    TokenizerJson.checkAdded(json.file(), json.vocabulary(), added);
    return added;
  }

  private static Vocabulary vocabulary(TokenizerJson json, List<AddedToken> added) {
    TokenBytes decoder = new TokenBytes(json.file(), json.root().path("decoder"));
    Map<String, Integer> ids = new HashMap<>(json.vocabulary());
    added.forEach(token -> ids.put(token.text(), token.id()));
    byte[][] bytes = Vocabulary.table(ids);
    json.vocabulary().forEach((token, id) -> bytes[id] = decoder.bytes(token));
    Set<Integer> natural = new HashSet<>(json.vocabulary().values());
    for (AddedToken token : added) {
      boolean listed = token.special() && json.added().contains(token);
      if (listed || !natural.contains(token.id())) {
        bytes[token.id()] = Utf8.bytes(token.text());
      }
    }
    return new Vocabulary(ids, bytes, decoder.trim());
  }

  /// Made on first use, then kept. Two threads may both make one; either is right.
  private static final class Once implements Supplier<NativeTokenizer> {
    private final Supplier<NativeTokenizer> make;
    private volatile @Nullable NativeTokenizer made;

    Once(Supplier<NativeTokenizer> make) {
      this.make = make;
    }

    @Override
    public NativeTokenizer get() {
      NativeTokenizer found = made;
      if (found == null) {
        found = make.get();
        made = found;
      }
      return found;
    }
  }

  @Override
  public int[] encode(String text) {
    return plain.encode(text);
  }

  @Override
  public int[] encodeTemplate(String rendered) {
    return template.get().encode(rendered);
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
