package dev.unmask.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.checkpoint.GgufBytes;
import dev.unmask.golden.GoldenCases;
import dev.unmask.problem.Problem;
import dev.unmask.text.TokenListTokenizer;
import dev.unmask.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Vocabularies out of GGUF files.
class GgufVocabularyTest {
  @TempDir Path folder;

  /// llama.cpp's own vectors for its GPT-2 vocabulary.
  @Test
  void conformance() throws IOException {
    Path file = GoldenCases.shared().resolve("tokenizers/ggml-vocab-gpt-2.gguf");
    Assumptions.assumeTrue(
        Files.exists(file), () -> "not checked, because " + file + " is not there");
    TokenListTokenizer tokenizer = TokenListTokenizer.open(ModelText.gguf(file));
    String inputs = Files.readString(Path.of(file + ".inp"));
    String outputs = Files.readString(Path.of(file + ".out"));
    List<String> texts = List.of(inputs.split("\n__ggml_vocab_test__\n", -1));
    List<String> lines = outputs.lines().toList();
    assertTrue(texts.size() > 40);
    for (int i = 0; i < lines.size(); i++) {
      int[] expected =
          Arrays.stream(lines.get(i).strip().split(" ", -1))
              .filter(w -> !w.isEmpty())
              .mapToInt(Integer::parseInt)
              .toArray();
      String text = texts.get(i);
      assertArrayEquals(expected, tokenizer.encode(text), "text " + i + ": " + text);
      assertEquals(text, tokenizer.decode(expected));
    }
    assertEquals(50_257, tokenizer.size());
    assertEquals(50_256, tokenizer.special().bos().getAsInt());
    assertEquals(false, tokenizer.startsWithBos());
    assertArrayEquals(
        new int[] {50_256, 39, 50_256}, tokenizer.encodeTemplate("<|endoftext|>H<|endoftext|>"));
    assertTrue(tokenizer.encode("<|endoftext|>").length > 1);
  }

  private static GgufBytes small() {
    return new GgufBytes()
        .text("tokenizer.ggml.model", "llama")
        .texts("tokenizer.ggml.tokens", List.of("<unk>", "<s>", "</s>", "<0x41>", "▁b", "b", "▁"))
        .reals("tokenizer.ggml.scores", 0, 0, 0, 0, -1, -2, -3)
        .numbers("tokenizer.ggml.token_type", 2, 3, 3, 6, 1, 1, 1)
        .number("tokenizer.ggml.bos_token_id", 1)
        .number("tokenizer.ggml.eos_token_id", 2)
        .number("tokenizer.ggml.unknown_token_id", 0)
        .number("tokenizer.ggml.padding_token_id", 99)
        .number("tokenizer.ggml.mask_token_id", -1);
  }

  @Test
  void notesBecomeATokenizer() {
    Tokenizer t = TokenListTokenizer.open(ModelText.gguf(small().write(folder.resolve("v.gguf"))));
    assertArrayEquals(new int[] {4, 6, 3, 0}, t.encode("b A?"));
    assertEquals("b A", t.decode(new int[] {4, 6, 3}));
    assertEquals(1, t.special().bos().getAsInt());
    assertTrue(t.special().pad().isEmpty(), "outside of the vocabulary");
    assertTrue(t.special().mask().isEmpty());
    assertEquals(java.util.Set.of(0, 1, 2), t.special().all());
  }

  /// Random damage of a vocabulary is either harmless or refused in words.
  @Test
  void fiveHundredMutations() throws IOException {
    byte[] good = small().bytes();
    Random random = new Random(7);
    int refused = 0;
    for (int i = 0; i < 500; i++) {
      byte[] bad = good.clone();
      int at = 24 + random.nextInt(bad.length - 24);
      bad[at] = (byte) random.nextInt();
      Path file = Files.write(folder.resolve("v.gguf"), bad);
      try {
        Tokenizer t = TokenListTokenizer.open(ModelText.gguf(file));
        for (int id = 0; id < t.size(); id++) {
          assertEquals(t.bytes(id).length > 1 << 20, false);
        }
        t.encodeTemplate("b <s> A?");
      } catch (Problem p) {
        refused++;
        assertTrue(p.sentence().endsWith("."), p.sentence());
      }
    }
    assertTrue(refused > 50 && refused < 500, refused + " of 500 refused");
  }
}
