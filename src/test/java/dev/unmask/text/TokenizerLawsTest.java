package dev.unmask.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/// Laws of byte-level vocabularies, on one that is trained from nothing: 256 bytes and the merges
/// of common English pairs. The Java implementation and the native library have the same files.
class TokenizerLawsTest {
  private static final String[] MERGES = {
    "h e", "Ġ t", "i n", "Ġ a", "Ġt he", "e r", "o u", "Ġ w", "r e", "Ġ Ġ", "ĠĠ ĠĠ", "o n", "a t",
    "0 0", "Ċ Ċ", "ð Ł", "ðŁ ĺ", "Ã ©", "ä ½", "! !", "' s", "- -", "-- --", "l l", "in g", "Ġw or",
    "o r", "Ġwor ld", "l d", "a a", "aa aa", "Ġw o"
  };

  private static @Nullable Path folder;
  private static @Nullable Tokenizer own;
  private static @Nullable Tokenizer library;

  @BeforeContainer
  static void makeFiles() throws IOException {
    folder = Files.createTempDirectory("laws");
    StringBuilder vocab = new StringBuilder("{");
    int id = 0;
    for (int b = 0; b < 256; b++) {
      vocab.append(quoted(String.valueOf(ByteAlphabet.of(b)))).append(':').append(id++).append(',');
    }
    List<String> merges = Arrays.stream(MERGES).filter(TokenizerLawsTest::possible).toList();
    for (String merge : merges) {
      vocab.append(quoted(merge.replace(" ", ""))).append(':').append(id++).append(',');
    }
    vocab.setCharAt(vocab.length() - 1, '}');
    Path bare = Files.createDirectory(folder.resolve("bare"));
    Files.writeString(bare.resolve("vocab.json"), vocab);
    Files.writeString(bare.resolve("merges.txt"), String.join("\n", merges));
    String list = String.join(",", merges.stream().map(TokenizerLawsTest::quoted).toList());
    Files.writeString(
        folder.resolve("tokenizer.json"),
        "{\"pre_tokenizer\":{\"type\":\"ByteLevel\",\"add_prefix_space\":false,\"trim_offsets\":true,"
            + "\"use_regex\":true},\"decoder\":{\"type\":\"ByteLevel\",\"add_prefix_space\":false,"
            + "\"trim_offsets\":true,\"use_regex\":true},\"model\":{\"type\":\"BPE\",\"vocab\":"
            + vocab
            + ",\"merges\":["
            + list
            + "]}}");
    own = TokenizerFiles.open(bare, Map.of());
    library = TokenizerFiles.open(folder, Map.of());
  }

  /// A merge needs both of its parts before it in the list.
  private static boolean possible(String merge) {
    List<String> made = Arrays.stream(MERGES).map(m -> m.replace(" ", "")).toList();
    return Arrays.stream(merge.split(" ")).allMatch(p -> p.length() == 1 || made.contains(p));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static Tokenizer own() {
    return Objects.requireNonNull(own);
  }

  private static Tokenizer library() {
    return Objects.requireNonNull(library);
  }

  /// Any characters, with many of those at which GPT-2 splits.
  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> common =
        Arbitraries.strings()
            .withChars(
                " \t\n\r'slltrevmdaeiouhw0123456789!-.,<|>éß你好\u00a0\u3000\u2028²ⅷ़\u0301\u200d")
            .ofMaxLength(60);
    Arbitrary<String> any =
        Arbitraries.integers()
            .between(0, Character.MAX_CODE_POINT)
            .filter(c -> c < 0xD800 || c > 0xDFFF)
            .filter(c -> Character.getType(c) != Character.UNASSIGNED)
            .map(Character::toString)
            .list()
            .ofMaxSize(20)
            .map(list -> String.join("", list));
    Arbitrary<String> words =
        Arbitraries.of(
                " the", "the", " world", "ing", "'s", "'ll", "'S", "😀", "----", "aaaaaaa", "  ")
            .list()
            .ofMaxSize(30)
            .map(list -> String.join("", list));
    return Combinators.combine(
            Arbitraries.oneOf(common, any, words), Arbitraries.oneOf(common, any, words))
        .as(String::concat);
  }

  @Provide
  Arbitrary<int[]> sequences() {
    return Arbitraries.integers().between(0, 300).array(int[].class).ofMaxSize(40);
  }

  @Property(tries = 1000)
  void decodingUndoesEncoding(@ForAll("texts") String text) {
    assertEquals(text, own().decode(own().encode(text)));
    assertEquals(text, own().decode(own().encodeTemplate(text)));
  }

  @Property(tries = 1000)
  void bothImplementationsAgree(@ForAll("texts") String text) {
    assertArrayEquals(library().encode(text), own().encode(text), text);
  }

  @Property(tries = 800)
  void textIsTheBytesInARow(@ForAll("sequences") int[] ids) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    IntStream.of(ids).forEach(id -> joined.writeBytes(own().bytes(id)));
    assertEquals(Utf8.decode(joined.toByteArray()), own().decode(ids));
    for (int id : ids) {
      assertArrayEquals(library().bytes(id), own().bytes(id));
    }
  }

  /// The library replaces broken characters as we do.
  @Property(tries = 800)
  void textIsWhatTheLibraryDecodes(@ForAll("sequences") int[] ids) throws IOException {
    int[] known = IntStream.of(ids).filter(id -> id < own().size()).toArray();
    Path json = Objects.requireNonNull(folder).resolve("tokenizer.json");
    assertEquals(nativeDecode(json, known), own().decode(known));
  }

  private static long handle;

  private static String nativeDecode(Path json, int[] ids) throws IOException {
    if (handle == 0) {
      handle = TokenizersLibrary.LIB.createTokenizerFromString(Files.readString(json));
    }
    long[] wide = IntStream.of(ids).asLongStream().toArray();
    return TokenizersLibrary.LIB.decode(handle, wide, false);
  }

  @Property(tries = 800)
  void brokenUtf8IsReplacedAsByTheLibrary(@ForAll byte[] bytes) throws IOException {
    Path json = Objects.requireNonNull(folder).resolve("tokenizer.json");
    int[] ids = IntStream.range(0, bytes.length).map(i -> bytes[i] & 0xFF).toArray();
    assertEquals(nativeDecode(json, ids), Utf8.decode(bytes));
  }

  @Property(tries = 1000)
  void piecesCoverASequence(@ForAll("sequences") int[] ids) {
    int at = 0;
    for (DisplayText piece :
        DisplayText.split(ids, i -> i % 11 == 10, own()::bytes, id -> id == 7)) {
      assertEquals(at, piece.from());
      assertTrue(piece.to() > at);
      at = piece.to();
    }
    assertEquals(ids.length, at);
  }

  @Property(tries = 300)
  void piecesOfEncodedTextAreWholeCharacters(@ForAll("texts") String text) {
    Assume.that(text.codePoints().noneMatch(c -> Character.isISOControl(c)));
    Assume.that(text.codePoints().noneMatch(c -> Character.getType(c) == Character.FORMAT));
    StringBuilder shown = new StringBuilder();
    for (DisplayText piece :
        DisplayText.split(own().encode(text), i -> false, own()::bytes, id -> false)) {
      assertEquals(DisplayText.Kind.TEXT, piece.kind());
      shown.append(piece.text());
    }
    assertEquals(text, shown.toString());
  }

  @Property(tries = 20)
  void longWordsMergeAsShortOnes(@ForAll("texts") String text) {
    String word = "aaaa----".repeat(200) + text.replaceAll("\\s", "") + "a".repeat(999);
    assertArrayEquals(library().encode(word), own().encode(word));
    assertEquals(word, own().decode(own().encode(word)));
  }
}
