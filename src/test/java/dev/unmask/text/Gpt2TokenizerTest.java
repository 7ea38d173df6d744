package dev.unmask.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class Gpt2TokenizerTest {
  private static Tokenizer gpt2(Map<SpecialRole, Integer> config) {
    return TokenizerFiles.open(Shared.folder("tokenizers/gpt2"), config);
  }

  @Test
  void agreesWithTheConformanceTextsOfTheGguf() throws IOException {
    String texts = Files.readString(Shared.folder("tokenizers/ggml-vocab-gpt-2.gguf.inp"));
    List<String> ids = Files.readAllLines(Shared.folder("tokenizers/ggml-vocab-gpt-2.gguf.out"));
    String[] cases = texts.split("\n__ggml_vocab_test__\n", -1);
    assertTrue(ids.size() > 40, "cases " + ids.size());
    assertEquals(ids.size() + 1, cases.length);
    Tokenizer tokenizer = gpt2(Map.of());
    for (int i = 0; i < ids.size(); i++) {
      int[] expected =
          Stream.of(ids.get(i).split(" "))
              .filter(id -> !id.isEmpty())
              .mapToInt(Integer::parseInt)
              .toArray();
      assertArrayEquals(expected, tokenizer.encode(cases[i]), "case " + i);
      assertEquals(cases[i], tokenizer.decode(expected), "case " + i);
    }
  }

  @Test
  void knowsOnlyWhatFilesSayAboutSpecialTokens() {
    assertEquals(SpecialTokens.none(), gpt2(Map.of()).special());
    Tokenizer tokenizer = gpt2(Map.of(SpecialRole.EOS, 50256, SpecialRole.PAD, 0));
    assertEquals(OptionalInt.of(50256), tokenizer.special().eos());
    assertEquals(OptionalInt.of(0), tokenizer.special().pad());
    assertEquals(OptionalInt.empty(), tokenizer.special().mask());
    // Id 0 is the exclamation mark: it fills, but it is also ordinary text.
    assertEquals(Set.of(50256), tokenizer.special().all());
    assertEquals("Hi!", tokenizer.decodePlain(new int[] {17250, 0, 50256}));
    assertEquals("Hi!<|endoftext|>", tokenizer.decode(new int[] {17250, 0, 50256}));
  }

  @Test
  void specialTextIsSpecialOnlyInTemplates() {
    Tokenizer tokenizer = gpt2(Map.of(SpecialRole.EOS, 50256));
    int[] template = tokenizer.encodeTemplate("Hi!<|endoftext|>!!");
    assertArrayEquals(new int[] {17250, 0, 50256, 3228}, template);
    assertArrayEquals(
        new int[] {27, 91, 437, 1659, 5239, 91, 29}, tokenizer.encode("<|endoftext|>"));
  }

  @Test
  void idsBeyondTheVocabularyHaveNoText() {
    Tokenizer tokenizer = gpt2(Map.of(SpecialRole.MASK, 50257));
    assertEquals(50257, tokenizer.size());
    assertEquals(OptionalInt.of(50257), tokenizer.special().mask());
    assertEquals(0, tokenizer.bytes(50257).length);
    assertEquals(0, tokenizer.bytes(-1).length);
    assertFalse(tokenizer.idOf("no such token").isPresent());
  }
}
