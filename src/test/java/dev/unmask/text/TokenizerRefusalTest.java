package dev.unmask.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Folders and files that cannot be a tokenizer. Many of them would end the process inside the
/// native library; each is one plain sentence here.
class TokenizerRefusalTest {
  private static final String MODEL =
      "\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0, \"b\": 1, \"ab\": 2}, \"merges\": [\"a"
          + " b\"]}";

  @TempDir Path folder;

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private void tokenizer(String json) throws IOException {
    write("tokenizer.json", json);
  }

  private String refused() {
    Problem problem =
        assertThrows(Problem.class, () -> TokenizerFiles.open(folder, Map.of()).encode("ab xyz"));
    assertEquals(Code.TOKENIZER, problem.code(), problem.inOneLine());
    String sentence = problem.sentence();
    assertTrue(sentence.matches("[A-Z][^\\n]*\\."), sentence);
    assertTrue(sentence.length() < 500, sentence);
    assertFalse(sentence.contains("Exception"), sentence);
    return sentence;
  }

  private void refused(String part) {
    String sentence = refused();
    assertTrue(sentence.contains(part), sentence);
  }

  @Test
  void nothingThere() throws IOException {
    refused("looked for tokenizer.json, and for vocab.json or encoder.json");
    write("tokenizer.model", "sentencepiece");
    Problem problem = assertThrows(Problem.class, () -> TokenizerFiles.open(folder, Map.of()));
    assertTrue(problem.remedy().contains("save the tokenizer as tokenizer.json"));
    Files.createDirectory(folder.resolve("tokenizer.json"));
    refused("no file");
  }

  @Test
  void filesThatAreSomethingElse() throws IOException {
    tokenizer("{\"model\": {\"type\": \"BPE\", \"voc");
    refused("is not well-formed JSON (line 1, column");
    tokenizer("");
    refused("does not hold a JSON object");
    tokenizer("[1, 2]");
    refused("does not hold a JSON object");
    tokenizer("\u0000\u0001\u0002 junk");
    refused("is not well-formed JSON");
    tokenizer("[".repeat(100_000));
    refused("is not well-formed JSON");
    tokenizer("{\"model\": ".repeat(1000) + "1" + "}".repeat(1000));
    refused("is not well-formed JSON");
    tokenizer("{\"model\": {}} trailing");
    refused("is not well-formed JSON");
  }

  @Test
  void aHugeFileIsRefusedBeforeItIsRead() throws IOException {
    try (RandomAccessFile file =
        new RandomAccessFile(folder.resolve("tokenizer.json").toFile(), "rw")) {
      file.setLength(200L << 20);
    }
    refused("has 209,715,200 bytes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "{} ; has no model",
        "{'model': 5} ; has no model",
        "{'model': {'type': 'BPE', 'merges': []}} ; has no vocabulary",
        "{'model': {'type': 'BPE', 'vocab': {}, 'merges': []}} ; has no vocabulary",
        "{'model': {'type': 'BPE', 'vocab': {'a': 0, 'b': 0}, 'merges': []}} ; the id 0 to two"
            + " tokens",
        "{'model': {'type': 'BPE', 'vocab': {'a': 0, 'a': 1}, 'merges': []}} ; not well-formed"
            + " JSON",
        "{'model': {'type': 'BPE', 'vocab': {'a': -1}, 'merges': []}} ; an id that is not possible",
        "{'model': {'type': 'BPE', 'vocab': {'a': 4294967295}, 'merges': []}} ; is not possible",
        "{'model': {'type': 'BPE', 'vocab': {'a': 1.5}, 'merges': []}} ; is not possible",
        "{'model': {'type': 'BPE', 'vocab': {'a': '0'}, 'merges': []}} ; is not possible",
        "{'model': {'type': 'BPE', 'vocab': {'a': null}, 'merges': []}} ; is not possible",
        "{'model': {'type': 'BPE', 'vocab': {'a': 0}, 'merges': ['a b']}} ; not in the vocabulary",
        "{'model': {'type': 'BPE', 'vocab': {'a': 0, 'b': 1}, 'merges': [['a', 'b']]}} ; not in"
            + " the",
        "{'model': {'type': 'BPE', 'vocab': {'a': 0}, 'merges': ['a']}} ; not in the vocabulary",
        "{'model': {'type': 'BPE', 'vocab': {'a': 0}, 'merges': [7]}} ; not in the vocabulary",
        "{'model': {'type': 'BPE', 'vocab': {'a': 0}, 'merges': 'a b'}} ; refused by the tokenizer",
        "{'model': {'type': 'BPE', 'vocab': [1], 'merges': []}} ; without text or score",
        "{'model': {'type': 'Foo', 'vocab': {'a': 0}, 'merges': []}} ; refused by the tokenizer",
        "{'model': {'type': 'Unigram', 'unk_id': 9, 'vocab': [['a', -1]]}} ; refused by the",
        "{'model': {'type': 'Unigram', 'unk_id': 0, 'vocab': [['a', -1], ['a', -2]]}} ; twice",
        "{'model': {'type': 'Unigram', 'unk_id': 0, 'vocab': [['a', 'b']]}} ; without text or"
            + " score",
        "{'model': {'type': 'Unigram', 'unk_id': null, 'vocab': [['a', -1]]}} ; has no token for",
        "{'model': {'type': 'WordLevel', 'vocab': {'a': 0}, 'unk_token': '?'}} ; has no token for"
      })
  void models(String json, String part) throws IOException {
    tokenizer(json.replace('\'', '"'));
    refused(part);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "'added_tokens': [{'content': 'x'}] ; an id that is not possible",
        "'added_tokens': [{'id': -1, 'content': 'x'}] ; an id that is not possible",
        "'added_tokens': [{'id': 3}] ; an added token 3 without text",
        "'added_tokens': [{'id': 3, 'content': ''}] ; an added token 3 without text",
        "'added_tokens': [{'id': 9, 'content': 'x'}] ; the id 9, but its place is 3",
        "'added_tokens': [{'id': 2, 'content': 'a'}] ; the id 2, but its place is 0",
        "'normalizer': {'type': 'Foo'} ; has a normalizer that Unmask does not know, 'Foo'",
        "'normalizer': {} ; has a normalizer that Unmask does not know, ''",
        "'normalizer': 5 ; has a normalizer that Unmask does not know",
        "'normalizer': {'type': 'Precompiled', 'precompiled_charsmap': 'AAAA'} ; character map",
        "'normalizer': {'type': 'Precompiled', 'precompiled_charsmap': '!!'} ; character map",
        "'normalizer': {'type': 'Replace', 'pattern': {'String': 'a'}, 'content': '@'} ; too long",
        "'normalizer': {'type': 'Replace', 'pattern': {'Regex': '(a+)+$'}, 'content': ''} ;"
            + " forever",
        "'pre_tokenizer': {'type': 'Foo'} ; has a pre-tokenizer that Unmask does not know",
        "'pre_tokenizer': {'type': 'Split', 'pattern': {'Regex': '(a|aa)+$'}} ; can take forever",
        "'pre_tokenizer': {'type': 'Split', 'pattern': {'Regex': '((('}} ; a bracket too few",
        "'pre_tokenizer': {'type': 'Split', 'pattern': {'Regex': '[z-a]'}, 'behavior': 'Isolated',"
            + " 'invert': false} ; refused by the tokenizer library",
        "'decoder': {'type': 'Foo'} ; turns tokens into text by a decoder of type Foo",
        "'decoder': {'type': 'Replace', 'pattern': {'Regex': 'a'}, 'content': ''} ; by a pattern"
      })
  void parts(String json, String part) throws IOException {
    String long64 = "a".repeat(65);
    tokenizer("{" + MODEL + ", " + json.replace('\'', '"').replace("@", long64) + "}");
    refused(part);
  }

  @Test
  void aMergePrefixThatWouldEndTheProcess() throws IOException {
    tokenizer(
        "{"
            + MODEL.replace("\"merges\"", "\"continuing_subword_prefix\": \"##\", \"merges\"")
            + "}");
    refused("not in the vocabulary");
  }

  @Test
  void anAddedTokenThatNormalizesToNothing() throws IOException {
    tokenizer(
        ("{"
                + MODEL
                + ", 'normalizer': {'type': 'Replace', 'pattern': {'String': 'x'}, 'content': ''},"
                + " 'added_tokens': [{'id': 3, 'content': 'x', 'normalized': true, 'special':"
                + " true}]}")
            .replace('\'', '"'));
    refused("an added token 'x' that no text can contain");
  }

  @Test
  void truncationAndPaddingAreIgnored() throws IOException {
    tokenizer(
        ("{"
                + MODEL
                + ", 'truncation': {'direction': 'Right', 'max_length': 1, 'strategy':"
                + " 'LongestFirst', 'stride': 5}, 'padding': {'strategy': {'Fixed': 2000000000},"
                + " 'direction': 'Right', 'pad_id': 0, 'pad_type_id': 0, 'pad_token': 'x'}}")
            .replace('\'', '"'));
    assertEquals(3, TokenizerFiles.open(folder, Map.of()).encode("ababb").length);
  }

  @Test
  void aTextThatIsTooLong() throws IOException {
    tokenizer("{" + MODEL + "}");
    Tokenizer tokenizer = TokenizerFiles.open(folder, Map.of());
    Problem problem =
        assertThrows(Problem.class, () -> tokenizer.encode("a".repeat((1 << 21) + 1)));
    assertEquals(Code.CANVAS, problem.code());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "tokenizer_config.json ; {'bos_token': 5} ; gives for bos_token something that is not text",
        "tokenizer_config.json ; {'bos_token': {'x': 1}} ; gives for bos_token something",
        "tokenizer_config.json ; {'added_tokens_decoder': {'x': {}}} ; no possible id",
        "tokenizer_config.json ; {'added_tokens_decoder': {'99999999': {'content': 'x'}}} ; no"
            + " possible",
        "tokenizer_config.json ; {'added_tokens_decoder': {'5': {}}} ; an added token 5 without"
            + " text",
        "tokenizer_config.json ; [] ; does not hold a JSON object",
        "special_tokens_map.json ; {'additional_special_tokens': [1]} ; something that is not text",
        "special_tokens_map.json ; { ; is not well-formed JSON",
        "added_tokens.json ; {'x': 'y'} ; no possible id"
      })
  void settings(String file, String json, String part) throws IOException {
    tokenizer("{" + MODEL + "}");
    write(file, json.replace('\'', '"'));
    refused(part);
  }

  @ParameterizedTest
  @ValueSource(strings = {"vocab.json|merges.txt", "encoder.json|vocab.bpe"})
  void gpt2Files(String names) throws IOException {
    String vocabulary = names.split("\\|", -1)[0];
    String merges = names.split("\\|", -1)[1];
    StringBuilder bytes = new StringBuilder();
    for (int b = 0; b < 256; b++) {
      String c = String.valueOf(ByteAlphabet.of(b)).replace("\\", "\\\\").replace("\"", "\\\"");
      bytes.append(", \"").append(c).append("\": ").append(b);
    }
    String all = "{" + bytes.substring(2) + ", \"ab\": 256}";
    write(vocabulary, all);
    refused("looked for tokenizer.json");
    write(merges, "#version: 0.2\na b c\n");
    refused("in line 2 something else than two tokens");
    write(merges, "#version: 0.2\na b\nab x\n");
    refused("in line 3 a merge of tokens that are not in the vocabulary");
    write(merges, "a b\r\n\n");
    assertEquals(1, TokenizerFiles.open(folder, Map.of()).encode("ab").length);
    write(vocabulary, all.replace("\"ab\"", "\"zz\""));
    refused("in line 1 a merge of tokens that are not in the vocabulary");
    write(vocabulary, all.replace(": 256", ": 255"));
    refused("the id 255 to two tokens");
    write(vocabulary, "{\"a\": 0, \"b\": 1, \"ab\": 2}");
    refused("has no token for the byte 0x00");
    write(vocabulary, "{\"a\": -1}");
    refused("an id that is not possible");
    write(vocabulary, "{}");
    refused("holds no tokens");
  }
}
