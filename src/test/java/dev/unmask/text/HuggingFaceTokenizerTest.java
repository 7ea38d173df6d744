package dev.unmask.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unmask.golden.Bundled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Small tokenizers of each published kind, whose ids can be worked out by hand.
class HuggingFaceTokenizerTest {
  @TempDir Path folder;

  private Tokenizer open(String json, Map<SpecialRole, Integer> config) throws IOException {
    Files.writeString(folder.resolve("tokenizer.json"), json.replace('\'', '"'));
    return TokenizerFiles.open(folder, config);
  }

  private static String text(Tokenizer tokenizer, int id) {
    return new String(tokenizer.bytes(id), StandardCharsets.UTF_8);
  }

  private static String added(int id, String text, boolean special) {
    return "{'id': %d, 'content': '%s', 'single_word': false, 'lstrip': false, 'rstrip': false,"
            .formatted(id, text)
        + " 'normalized': false, 'special': %s}".formatted(special);
  }

  /// A vocabulary in the byte alphabet: `Ġ` is a space, `Ã` and `©` the two bytes of é.
  private static String byteLevel(String added) {
    return "{'added_tokens': ["
        + added
        + "], 'pre_tokenizer': {'type': 'ByteLevel', 'add_prefix_space': false, 'trim_offsets':"
        + " true, 'use_regex': true}, 'post_processor': {'type': 'TemplateProcessing', 'single':"
        + " [{'SpecialToken': {'id': '<s>', 'type_id': 0}}, {'Sequence': {'id': 'A', 'type_id':"
        + " 0}}], 'pair': [], 'special_tokens': {'<s>': {'id': '<s>', 'ids': [9], 'tokens':"
        + " ['<s>']}}}, 'decoder': {'type': 'ByteLevel'}, 'model': {'type': 'BPE', 'vocab': {'a':"
        + " 0, 'b': 1, 'ab': 2, 'Ġ': 3, 'Ġab': 4, 'Ã': 5, '©': 6, '<': 7, 's': 8, '>': 10},"
        + " 'merges': ['a b', 'Ġ ab']}}";
  }

  @Test
  void plainTextNeverBecomesSpecial() throws IOException {
    // `<s>` has no id in the model's vocabulary, so the library gives it the next free one, 10.
    Tokenizer tokenizer =
        open(byteLevel(added(10, "<s>", true)).replace("'>': 10", "'>': 9"), Map.of());
    assertArrayEquals(new int[] {7, 8, 9, 2, 4}, tokenizer.encode("<s>ab ab"));
    assertArrayEquals(new int[] {10, 2, 4}, tokenizer.encodeTemplate("<s>ab ab"));
    assertEquals(Set.of(10), tokenizer.special().all());
    assertEquals(SpecialTokens.none().bos(), tokenizer.special().bos());
    assertEquals("<s>ab", tokenizer.decode(new int[] {10, 2}));
    assertEquals("ab", tokenizer.decodePlain(new int[] {10, 2}));
    assertEquals(11, tokenizer.size());
  }

  @Test
  void ordinaryAddedTokensKeepTheirIdsInPlainText() throws IOException {
    String added =
        added(10, "<s>", true) + "," + added(11, "bb", false) + "," + added(12, "<e>", true);
    Tokenizer tokenizer = open(byteLevel(added).replace("'>': 10", "'>': 9"), Map.of());
    assertArrayEquals(new int[] {0, 11, 7, 8, 9}, tokenizer.encode("abb<s>"));
    assertArrayEquals(new int[] {12, 11, 10}, tokenizer.encodeTemplate("<e>bb<s>"));
    assertEquals(Set.of(10, 12), tokenizer.special().all());
    assertEquals(OptionalInt.of(11), tokenizer.idOf("bb"));
  }

  @Test
  void tokensThatOtherFilesNameAreSpecialInTemplates() throws IOException {
    Files.writeString(
        folder.resolve("tokenizer_config.json"),
        "{\"mask_token\": \"ab\", \"added_tokens_decoder\": {\"10\": {\"content\": \"<m>\","
            + " \"special\": true}}, \"pad_token\": \"nowhere\"}");
    Tokenizer tokenizer =
        open(byteLevel("").replace("'>': 10", "'>': 9"), Map.of(SpecialRole.EOS, 1));
    // The mask is an ordinary token: plain text may contain it.
    assertEquals(OptionalInt.of(2), tokenizer.special().mask());
    assertEquals(OptionalInt.empty(), tokenizer.special().pad());
    assertEquals(OptionalInt.of(1), tokenizer.special().eos());
    assertEquals(Set.of(2, 10), tokenizer.special().all());
    assertArrayEquals(new int[] {2, 4, 7}, tokenizer.encode("ab ab<m>".replace("m>", "")));
    assertArrayEquals(new int[] {10, 2, 3, 2}, tokenizer.encodeTemplate("<m>ab ab"));
  }

  @Test
  void bytesOfAByteAlphabet() throws IOException {
    Tokenizer tokenizer = open(byteLevel(""), Map.of());
    assertArrayEquals(new byte[] {(byte) 0xC3}, tokenizer.bytes(5));
    assertEquals(" ab", text(tokenizer, 4));
    assertEquals("é\uFFFD", tokenizer.decode(new int[] {5, 6, 5}));
    assertEquals(0, tokenizer.bytes(9).length, "an id that no token has");
    assertArrayEquals(new int[] {5, 6}, tokenizer.encode("é"));
  }

  /// LLaMA's kind: a space before the text, `▁` for spaces, unknown characters as bytes.
  @Test
  void bytesOfSentencePieces() throws IOException {
    Tokenizer tokenizer =
        open(
            "{'added_tokens': ["
                + added(0, "<unk>", true)
                + ","
                + added(1, "<s>", true)
                + "], 'normalizer': {'type': 'Sequence', 'normalizers': [{'type': 'Prepend',"
                + " 'prepend': '▁'}, {'type': 'Replace', 'pattern': {'String': ' '}, 'content':"
                + " '▁'}]}, 'decoder': {'type': 'Sequence', 'decoders': [{'type': 'Replace',"
                + " 'pattern': {'String': '▁'}, 'content': ' '}, {'type': 'ByteFallback'}, {'type':"
                + " 'Fuse'}, {'type': 'Strip', 'content': ' ', 'start': 1, 'stop': 0}]}, 'model':"
                + " {'type': 'BPE', 'unk_token': '<unk>', 'fuse_unk': true, 'byte_fallback': true,"
                + " 'vocab': {'<unk>': 0, '<s>': 1, '<0xC3>': 2, '<0xA9>': 3, 'a': 4, 'b': 5,"
                + " '▁': 6, '▁a': 7, '▁ab': 8}, 'merges': ['▁ a', '▁a b']}}",
            Map.of());
    assertArrayEquals(new int[] {8, 7, 6, 2, 3}, tokenizer.encode("ab a é"));
    assertEquals(" ab", text(tokenizer, 8));
    assertArrayEquals(new byte[] {(byte) 0xA9}, tokenizer.bytes(3));
    // The space that the encoder put before the text is taken away again, and only that.
    assertEquals("ab a é", tokenizer.decode(new int[] {8, 7, 6, 2, 3}));
    assertEquals("  ab", tokenizer.decode(new int[] {6, 6, 8}));
    assertEquals("\uFFFDa", tokenizer.decode(new int[] {2, 4}));
    assertEquals("<s> ab", tokenizer.decode(new int[] {1, 8}));
    assertEquals("ab", tokenizer.decodePlain(new int[] {1, 8, 0}));
  }

  @Test
  void unigramPiecesAndTheirSpecialOnes() throws IOException {
    Tokenizer tokenizer =
        open(
            "{'added_tokens': ["
                + added(0, "<unk>", true)
                + ","
                + added(1, "</s>", true)
                + "], 'pre_tokenizer': {'type': 'Metaspace', 'replacement': '▁', 'prepend_scheme':"
                + " 'always', 'split': true}, 'decoder': {'type': 'Metaspace', 'replacement': '▁',"
                + " 'prepend_scheme': 'always', 'split': true}, 'model': {'type': 'Unigram',"
                + " 'unk_id': 0, 'vocab': [['<unk>', 0.0], ['</s>', 0.0], ['▁a', -1.0], ['b',"
                + " -2.0], ['▁', -3.0], ['<', -4.0], ['/', -4.0], ['s', -4.0], ['>', -4.0]]}}",
            Map.of());
    // In the library alone the piece `</s>`, of score 0, would win over its characters.
    assertArrayEquals(new int[] {2, 3, 5, 6, 7, 8}, tokenizer.encode("ab</s>"));
    assertArrayEquals(new int[] {2, 3, 1}, tokenizer.encodeTemplate("ab</s>"));
    assertEquals("ab a", tokenizer.decodePlain(new int[] {2, 3, 2, 1}));
    assertArrayEquals(new int[] {2, 0}, tokenizer.encode("a?"));
  }

  @Test
  void wordPieces() throws IOException {
    Tokenizer tokenizer =
        open(
            "{'added_tokens': ["
                + added(0, "[UNK]", true)
                + ","
                + added(1, "[MASK]", true)
                + "], 'normalizer': {'type': 'BertNormalizer', 'clean_text': true,"
                + " 'handle_chinese_chars': true, 'strip_accents': null, 'lowercase': true},"
                + " 'pre_tokenizer': {'type': 'BertPreTokenizer'}, 'decoder': {'type': 'WordPiece',"
                + " 'prefix': '##', 'cleanup': true}, 'model': {'type': 'WordPiece', 'unk_token':"
                + " '[UNK]', 'continuing_subword_prefix': '##', 'max_input_chars_per_word': 100,"
                + " 'vocab': {'[UNK]': 0, '[MASK]': 1, 'hug': 2, '##ging': 3, 'face': 4, '!': 5,"
                + " '[': 6, ']': 7}}}",
            Map.of());
    assertArrayEquals(new int[] {2, 3, 4, 5}, tokenizer.encode("Hugging face!"));
    assertEquals("hugging face!", tokenizer.decode(new int[] {2, 3, 4, 5}));
    assertArrayEquals(new int[] {6, 0, 7}, tokenizer.encode("[MASK]"));
    assertArrayEquals(new int[] {4, 1}, tokenizer.encodeTemplate("face [MASK]"));
    assertEquals("ging", text(tokenizer, 3));
    assertEquals(" face", text(tokenizer, 4));
  }

  @Test
  void plainVocabulariesWithAFuse() {
    Path model = Bundled.MODEL;
    Tokenizer tokenizer = TokenizerFiles.open(model, Map.of(SpecialRole.MASK, 4));
    String question = "A shop has 12 cups. It sells 5 cups. How many cups are left?";
    assertEquals(question, tokenizer.decode(tokenizer.encode(question)));
    assertEquals(512, tokenizer.size());
    assertEquals(OptionalInt.of(4), tokenizer.special().mask());
    assertEquals(Set.of(0, 1, 2, 3, 4), tokenizer.special().all());
    assertArrayEquals(new int[] {1, 4, 4}, tokenizer.encodeTemplate("<bos><mask><mask>"));
    assertEquals("<mask>", tokenizer.decode(tokenizer.encode("<mask>")));
    assertEquals("", tokenizer.decodePlain(new int[] {0, 1, 2, 3, 4}));
    assertEquals(0, tokenizer.bytes(512).length);
  }

  @Test
  void halfCharactersAndZeroBytesAreText() throws IOException {
    Tokenizer tokenizer = open(byteLevel(""), Map.of());
    assertArrayEquals(new int[] {0, 1}, tokenizer.encode("a\uD83Db".replace("\uD83D", "\u0000")));
    assertEquals(0, tokenizer.encode("").length);
  }
}
