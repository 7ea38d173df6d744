package dev.unmask.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unmask.problem.Code;
import dev.unmask.problem.Problem;
import dev.unmask.text.TokenList.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Vocabularies as single-file models carry them.
class TokenListTest {
  private static TokenList merging(
      String splitter, List<String> tokens, List<Kind> kinds, List<String> merges) {
    return new TokenList(
        "test",
        "gpt2",
        splitter,
        tokens,
        kinds,
        new float[0],
        merges,
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static TokenList scored(
      List<String> tokens, List<Kind> kinds, float[] scores, Map<SpecialRole, Integer> roles) {
    return new TokenList(
        "test",
        "llama",
        "",
        tokens,
        kinds,
        scores,
        List.of(),
        roles,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static List<String> bytesAnd(String... more) {
    List<String> tokens = new ArrayList<>();
    for (int b = 0; b < 256; b++) {
      tokens.add(String.valueOf(ByteAlphabet.of(b)));
    }
    tokens.addAll(List.of(more));
    return tokens;
  }

  @Test
  void specialTokensAreCutOutOfTemplatesOnlyAndOwnOnesAlways() {
    List<Kind> kinds = new ArrayList<>(Collections.nCopies(257, Kind.ORDINARY));
    kinds.addAll(List.of(Kind.CONTROL, Kind.USER_DEFINED, Kind.UNUSED));
    TokenListTokenizer t =
        TokenListTokenizer.open(
            merging(
                "gpt-2",
                bytesAnd("ab", "<|im_end|>", "<tool>", "[PAD259]"),
                kinds,
                List.of("a b")));
    assertArrayEquals(new int[] {256, 257, 256}, t.encodeTemplate("ab<|im_end|>ab"));
    assertEquals("ab<|im_end|>ab".length() - 2, t.encode("ab<|im_end|>ab").length);
    assertArrayEquals(new int[] {256, 258, 256}, t.encode("ab<tool>ab"));
    assertEquals("ab<|im_end|>", t.decode(new int[] {256, 257}));
    assertEquals("ab", t.decodePlain(new int[] {256, 257}));
    assertEquals("<tool>", t.decodePlain(new int[] {258}));
    assertEquals(0, t.bytes(259).length);
    assertEquals(Set.of(257), t.special().all());
    assertEquals(257, t.idOf("<|im_end|>").getAsInt());
    assertEquals(260, t.size());
  }

  @Test
  void wholeWordsComeFirstForTheDescendantsOfLlama3() {
    List<String> tokens = bytesAnd("ab", "abc");
    List<String> merges = List.of("a b");
    assertArrayEquals(
        new int[] {257},
        TokenListTokenizer.open(merging("llama-bpe", tokens, List.of(), merges)).encode("abc"));
    assertArrayEquals(
        new int[] {256, 'c'},
        TokenListTokenizer.open(merging("qwen2", tokens, List.of(), merges)).encode("abc"));
    assertTrue(
        TokenListTokenizer.open(merging("llama-bpe", tokens, List.of(), merges)).startsWithBos());
  }

  @Test
  void aByteWithoutTokenIsUnknownOrRefused() {
    List<String> tokens = new ArrayList<>(bytesAnd("<unk>"));
    tokens.set(tokens.indexOf(String.valueOf(ByteAlphabet.of(4))), "");
    List<Kind> kinds = new ArrayList<>(Collections.nCopies(256, Kind.ORDINARY));
    kinds.add(Kind.CONTROL);
    TokenList list = merging("gpt-2", tokens, kinds, List.of());
    TokenListTokenizer t = TokenListTokenizer.open(list);
    Problem p = assertThrows(Problem.class, () -> t.encode("a\u0004"));
    assertEquals(Code.TOKENIZER, p.code());
    TokenList known =
        new TokenList(
            "test",
            "gpt2",
            "gpt-2",
            tokens,
            kinds,
            new float[0],
            List.of(),
            Map.of(SpecialRole.UNK, 256),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertArrayEquals(new int[] {'a', 256}, TokenListTokenizer.open(known).encode("a\u0004"));
  }

  @Test
  void contradictionsAreRefused() {
    List<TokenList> bad =
        List.of(
            merging("gpt-2", List.of(), List.of(), List.of()),
            merging("no-such-rule", bytesAnd(), List.of(), List.of()),
            merging("gpt-2", bytesAnd(), List.of(Kind.ORDINARY), List.of()),
            merging("gpt-2", bytesAnd(), List.of(), List.of("a b")),
            merging("gpt-2", bytesAnd(), List.of(), List.of("ab")),
            merging("gpt-2", bytesAnd(), List.of(), List.of("")),
            scored(List.of("a"), List.of(), new float[2], Map.of()),
            scored(List.of("a"), List.of(), new float[] {Float.NaN}, Map.of()),
            scored(List.of("a"), List.of(Kind.BYTE), new float[1], Map.of()));
    for (TokenList list : bad) {
      Problem p = assertThrows(Problem.class, () -> TokenListTokenizer.open(list));
      assertEquals(Code.TOKENIZER, p.code());
    }
    TokenList other =
        new TokenList(
            "m.gguf",
            "t5",
            "",
            List.of("a"),
            List.of(),
            new float[1],
            List.of(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Problem p = assertThrows(Problem.class, () -> TokenListTokenizer.open(other));
    assertTrue(p.sentence().contains("'t5'"), p.sentence());
  }

  @Test
  void sentencePieces() {
    List<String> tokens =
        List.of("<unk>", "<s>", "</s>", "<0xC3>", "<0xA9>", "▁", "a", "b", "▁a", "ab", "▁ab");
    List<Kind> kinds =
        List.of(
            Kind.UNKNOWN,
            Kind.CONTROL,
            Kind.CONTROL,
            Kind.BYTE,
            Kind.BYTE,
            Kind.ORDINARY,
            Kind.ORDINARY,
            Kind.ORDINARY,
            Kind.ORDINARY,
            Kind.ORDINARY,
            Kind.ORDINARY);
    float[] scores = {0, 0, 0, 0, 0, -9, -8, -7, -2, -1, -3};
    Map<SpecialRole, Integer> roles =
        Map.of(SpecialRole.UNK, 0, SpecialRole.BOS, 1, SpecialRole.EOS, 2);
    TokenListTokenizer t = TokenListTokenizer.open(scored(tokens, kinds, scores, roles));
    assertArrayEquals(new int[] {10}, t.encode("ab"));
    assertArrayEquals(new int[] {10, 10}, t.encode("ab ab"));
    assertArrayEquals(new int[] {8, 3, 4}, t.encode("aé"));
    assertArrayEquals(new int[] {8, 0}, t.encode("az")); // no byte token: unknown
    assertArrayEquals(new int[] {1, 10, 2, 8}, t.encodeTemplate("<s>ab</s>a"));
    assertEquals("ab ab", t.decode(new int[] {10, 10}));
    assertEquals("aé", t.decode(new int[] {8, 3, 4}));
    assertEquals("ab", t.decodePlain(new int[] {1, 10, 2}));
    assertTrue(t.startsWithBos());
    assertArrayEquals(new int[0], t.encode(""));
  }

  /// The same as looking at all neighbours again and again.
  @Test
  void piecesAreJoinedByScoreAndFromTheLeft() {
    Random random = new Random(3);
    for (int round = 0; round < 300; round++) {
      List<String> tokens = new ArrayList<>(List.of("▁", "a", "b", "c"));
      for (int i = 0; i < 30; i++) {
        String one = tokens.get(random.nextInt(tokens.size()));
        String two = tokens.get(random.nextInt(tokens.size()));
        if (!tokens.contains(one + two)) {
          tokens.add(one + two);
        }
      }
      float[] scores = new float[tokens.size()];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = -random.nextInt(10); // many are equal
      }
      TokenListTokenizer t = TokenListTokenizer.open(scored(tokens, List.of(), scores, Map.of()));
      for (int i = 0; i < 20; i++) {
        StringBuilder text = new StringBuilder("a");
        for (int n = random.nextInt(40); n > 0; n--) {
          text.append(" abc".charAt(random.nextInt(4)));
        }
        assertArrayEquals(
            slowly(" " + text, tokens, scores), t.encode(text.toString()), text.toString());
      }
    }
  }

  private static int[] slowly(String text, List<String> tokens, float[] scores) {
    Map<String, Integer> ids = new HashMap<>();
    for (int i = 0; i < tokens.size(); i++) {
      ids.put(tokens.get(i), i);
    }
    List<String> pieces = new ArrayList<>();
    for (char c : text.replace(' ', '▁').toCharArray()) {
      pieces.add(String.valueOf(c));
    }
    while (true) {
      int best = -1;
      float highest = Float.NEGATIVE_INFINITY;
      for (int i = 0; i + 1 < pieces.size(); i++) {
        Integer id = ids.get(pieces.get(i) + pieces.get(i + 1));
        if (id != null && scores[id] > highest) {
          best = i;
          highest = scores[id];
        }
      }
      if (best < 0) {
        return pieces.stream().mapToInt(tokens::indexOf).toArray();
      }
      pieces.set(best, pieces.get(best) + pieces.remove(best + 1));
    }
  }

  /// A text of a million characters takes about as long for each as a short one.
  @Test
  void longTextsStayAffordable() {
    List<String> tokens = List.of("▁", "a", "aa", "aaaa", "aaaaaaaa", "▁a");
    TokenListTokenizer t =
        TokenListTokenizer.open(
            scored(tokens, List.of(), new float[] {-9, -8, -1, -2, -3, -4}, Map.of()));
    long begin = System.nanoTime();
    int[] ids = t.encode("a".repeat(1 << 20));
    assertEquals((1 << 20) + 1, decodedLength(t, ids));
    assertTrue(System.nanoTime() - begin < 20_000_000_000L);
    assertThrows(Problem.class, () -> t.encode("a".repeat((1 << 21) + 1)));
  }

  private static int decodedLength(TokenListTokenizer t, int[] ids) {
    return Arrays.stream(ids)
        .map(id -> new String(t.bytes(id), StandardCharsets.UTF_8).length())
        .sum();
  }
}
