package dev.unmask.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The rules that GGUF files know by name cut text exactly as the `tokenizer.json` of the same
/// models does, judged by the ids that come out.
class WordSplitterTest {
  private static final String CONTRACTIONS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
  private static final String REST =
      "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

  /// Of every two and three of these characters there is a token, so that other cuts mean other
  /// ids.
  private static final String MERGED = "aB1 .'\n\rst";

  private static final List<String> TOKENS = new ArrayList<>();
  private static final List<String> MERGES = new ArrayList<>();

  static {
    for (int b = 0; b < 256; b++) {
      TOKENS.add(String.valueOf(ByteAlphabet.of(b)));
    }
    List<String> single =
        MERGED.chars().mapToObj(c -> ByteAlphabet.write(Character.toString(c))).toList();
    List<String> pairs = new ArrayList<>();
    for (String x : single) {
      for (String y : single) {
        pairs.add(x + y);
        MERGES.add(x + " " + y);
      }
    }
    TOKENS.addAll(pairs);
    for (String x : pairs) {
      for (String y : single) {
        TOKENS.add(x + y);
        MERGES.add(x + " " + y);
      }
    }
  }

  private static final Map<String, Tokenizer> REFERENCES =
      Map.of(
          "gpt-2", reference(byteLevel(true), false),
          "smollm", reference(sequence(digits(), byteLevel(true)), false),
          "qwen2",
              reference(
                  sequence(
                      split(CONTRACTIONS + "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}" + REST),
                      byteLevel(false)),
                  false),
          "llama-bpe",
              reference(
                  sequence(
                      split(CONTRACTIONS + "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}" + REST),
                      byteLevel(false)),
                  true),
          "llada-moe",
              reference(
                  sequence(
                      split(
                          "'(?i:[sdmt]|ll|ve|re)|[^\\r\\n\\p{L}\\p{N}]?+\\p{L}+|\\p{N}|"
                              + " ?[^\\s\\p{L}\\p{N}]++[\\r\\n]*|\\s*[\\r\\n]|\\s+(?!\\S)|\\s+"),
                      byteLevel(false)),
                  false));

  private static ObjectNode object() {
    return JsonMapper.shared().createObjectNode();
  }

  private static ObjectNode byteLevel(boolean regex) {
    return object()
        .put("type", "ByteLevel")
        .put("add_prefix_space", false)
        .put("trim_offsets", false)
        .put("use_regex", regex);
  }

  private static ObjectNode digits() {
    return object().put("type", "Digits").put("individual_digits", true);
  }

  private static ObjectNode split(String regex) {
    ObjectNode split =
        object().put("type", "Split").put("behavior", "Isolated").put("invert", false);
    split.putObject("pattern").put("Regex", regex);
    return split;
  }

  private static ObjectNode sequence(ObjectNode... parts) {
    ObjectNode sequence = object().put("type", "Sequence");
    ArrayNode all = sequence.putArray("pretokenizers");
    for (ObjectNode part : parts) {
      all.add(part);
    }
    return sequence;
  }

  private static Tokenizer reference(ObjectNode preTokenizer, boolean wholeWordsFirst) {
    ObjectNode json = object();
    json.set("pre_tokenizer", preTokenizer);
    json.set("decoder", byteLevel(true));
    ObjectNode model = json.putObject("model");
    model.put("type", "BPE").put("ignore_merges", wholeWordsFirst);
    ObjectNode vocabulary = model.putObject("vocab");
    for (int i = 0; i < TOKENS.size(); i++) {
      vocabulary.put(TOKENS.get(i), i);
    }
    ArrayNode merges = model.putArray("merges");
    MERGES.forEach(merges::add);
    try {
      Path folder = Files.createTempDirectory("words");
      Path file = Files.writeString(folder.resolve("tokenizer.json"), json.toString());
      Tokenizer tokenizer = TokenizerFiles.open(folder, Map.of());
      Files.delete(file);
      Files.delete(folder);
      return tokenizer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final Map<String, Tokenizer> MINE = new LinkedHashMap<>();

  static {
    for (String name : REFERENCES.keySet()) {
      MINE.put(
          name,
          TokenListTokenizer.open(
              new TokenList(
                  "test",
                  "gpt2",
                  name,
                  TOKENS,
                  List.of(),
                  new float[0],
                  MERGES,
                  Map.of(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty())));
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withChars(MERGED)
        .withChars("23\tLréS中²½_\u00a0\u2028\u3000😶!")
        .ofMaxLength(30);
  }

  @Property(tries = 3_000)
  void asTheLibrary(@ForAll("texts") String text) {
    String whole = Utf8.wellFormed(text);
    MINE.forEach(
        (name, mine) ->
            assertArrayEquals(
                Objects.requireNonNull(REFERENCES.get(name)).encode(whole),
                mine.encode(whole),
                name + " of " + whole));
  }

  private static List<String> words(String rule, String text) {
    List<String> words = new ArrayList<>();
    WordSplitter.named(rule).orElseThrow().split(text, words::add);
    return words;
  }

  @Example
  void olderRules() {
    assertEquals(
        List.of("Hello", ",", " y", "'", "all", "!!", " ", "123", "4"),
        words("default", "Hello, y'all!! 1234"));
    assertEquals(List.of("a", "`", " ", "123", "4"), words("falcon", "a` 1234"));
    assertEquals(List.of("x", "12", "."), words("gpt-2", "x12."));
    assertEquals(List.of("x", "1", "2", "."), words("smollm", "x12."));
    assertEquals(List.of("a", ".", "\n\n", "b"), words("seed-coder", "a.\n\nb"));
    assertEquals(List.of("a", ".\n\n", "b"), words("qwen2", "a.\n\nb"));
    assertEquals(Optional.empty(), WordSplitter.named("no-such-rule"));
  }
}
