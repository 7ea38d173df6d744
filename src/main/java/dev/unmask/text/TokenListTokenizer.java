package dev.unmask.text;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// The tokenizer of a model that is a single file: GGUF or llama2.c.
///
/// @see "llama.cpp, src/llama-vocab.cpp"
public final class TokenListTokenizer implements Tokenizer {
  /// In UTF-16 units, as for the other tokenizers.
  private static final int LONGEST_TEXT = 1 << 21;

  private final Rules rules;
  private final AddedTexts ordinary;
  private final AddedTexts withSpecial;
  private final Vocabulary vocabulary;
  private final SpecialTokens special;
  private final boolean startsWithBos;

  /// How a text between added tokens becomes ids.
  interface Rules {
    /// @param afterSpecial whether the text is at the beginning or follows an added token
    void encode(String text, boolean afterSpecial, IntConsumer id);

    /// Bytes of an ordinary token.
    byte[] bytes(String token);

    /// Whether plain text can become this token.
    boolean natural(int id);

    /// What is cut off the ends of a decoded text.
    TokenBytes.Trim trim();

    /// Whether text is meant to begin with the BOS token where the file does not say.
    boolean startsWithBos();
  }

  private TokenListTokenizer(TokenList list, Map<String, Integer> ids) {
    this.rules =
        switch (list.model()) {
          case "gpt2" -> new MergeRules(list, ids);
          case "llama" -> new ScoreRules(list, ids);
          default ->
              throw refusal(
                  list,
                  "has a vocabulary of the kind " + Json.quote(list.model()),
                  "Supported kinds are gpt2 and llama; choose another model.");
        };
    byte[][] bytes = new byte[list.tokens().size()][];
    Set<Integer> marked = new HashSet<>();
    List<AddedToken> added = new ArrayList<>();
    for (int id = 0; id < bytes.length; id++) {
      String token = list.tokens().get(id);
      TokenList.Kind kind = list.kind(id);
      bytes[id] =
          switch (kind) {
            case ORDINARY -> rules.bytes(token);
            case BYTE -> oneByte(list, token);
            case UNUSED -> new byte[0];
            case UNKNOWN, CONTROL, USER_DEFINED -> Utf8.bytes(token);
          };
      boolean own = !token.isEmpty() && ids.getOrDefault(token, -1) == id;
      if (kind == TokenList.Kind.CONTROL || kind == TokenList.Kind.UNKNOWN) {
        marked.add(id);
        if (own) {
          added.add(AddedToken.special(id, token));
        }
      } else if (kind == TokenList.Kind.USER_DEFINED && own) {
        added.add(new AddedToken(id, token, false, false, false, false, false));
      }
    }
    this.vocabulary = new Vocabulary(ids, bytes, rules.trim());
    this.special = SpecialTokens.merge(list.roles(), Map.of(), Map.of(), marked, rules::natural);
    for (int id : special.all()) {
      String token = list.tokens().get(id);
      if (!marked.contains(id) && !token.isEmpty()) {
        added.add(AddedToken.special(id, token));
      }
    }
    this.ordinary = new AddedTexts(added.stream().filter(t -> !t.special()).toList());
    this.withSpecial = new AddedTexts(added);
    this.startsWithBos = list.startsWithBos().orElse(rules.startsWithBos());
  }

  /// @throws Problem TOKENIZER if the list contradicts itself or has rules that are not known
  public static TokenListTokenizer open(TokenList list) {
    int size = list.tokens().size();
    if (size == 0 || size > Json.LARGEST_ID) {
      throw refusal(list, "has a vocabulary of " + size + " tokens", AGAIN);
    }
    if (!list.kinds().isEmpty() && list.kinds().size() != size) {
      throw refusal(list, "says of another number of tokens what they are", AGAIN);
    }
    Map<String, Integer> ids = HashMap.newHashMap(size);
    for (int id = 0; id < size; id++) {
      if (!list.tokens().get(id).isEmpty()) {
        ids.put(list.tokens().get(id), id); // of equal texts the last counts, as in llama.cpp
      }
    }
    return new TokenListTokenizer(list.withoutRolesOutside(), ids);
  }

  static final String AGAIN =
      "Download the file again; if it stays like this, ask whoever made it.";

  static Problem refusal(TokenList list, String says, String remedy) {
    return new Problem(Code.TOKENIZER, "The file " + list.source() + " " + says + ".", remedy);
  }

  private static byte[] oneByte(TokenList list, String token) {
    byte @Nullable [] value = byteValue(token);
    if (value == null) {
      throw refusal(list, "has the byte token " + Json.quote(token) + " that names no byte", AGAIN);
    }
    return value;
  }

  /// The byte that a text such as `<0x41>` names, or null.
  static byte @Nullable [] byteValue(String token) {
    boolean named =
        token.length() == 6
            && token.startsWith("<0x")
            && token.endsWith(">")
            && HexFormat.isHexDigit(token.charAt(3))
            && HexFormat.isHexDigit(token.charAt(4));
    return named ? new byte[] {(byte) HexFormat.fromHexDigits(token, 3, 5)} : null;
  }

  /// Whether the model was trained on texts that begin with the BOS token. It is never added by
  /// [#encode].
  public boolean startsWithBos() {
    return startsWithBos;
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
    if (text.length() > LONGEST_TEXT) {
      throw new Problem(
          Code.CANVAS,
          "The text has %,d characters; %,d can be encoded at once."
              .formatted(text.length(), LONGEST_TEXT),
          "Split the text, for example by lines.");
    }
    Ids ids = new Ids(text.length() / 3 + 16);
    added.split(
        Utf8.wellFormed(text),
        between -> {
          rules.encode(between, ids.afterSpecial, ids);
          ids.afterSpecial = false;
        },
        id -> {
          ids.accept(id);
          ids.afterSpecial = true;
        });
    return Arrays.copyOf(ids.ids, ids.length);
  }

  /// A growing array of ids.
  private static final class Ids implements IntConsumer {
    private int[] ids;
    private int length;
    private boolean afterSpecial = true;

    Ids(int room) {
      ids = new int[room];
    }

    @Override
    public void accept(int id) {
      if (length == ids.length) {
        ids = Arrays.copyOf(ids, 2 * length);
      }
      ids[length++] = id;
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
