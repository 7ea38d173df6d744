package dev.unmask.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitPatternTest {
  /// GPT-2, cl100k and Qwen2, o200k, Llama 3, DeepSeek, Falcon, Bloom, StarCoder, ours.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
        "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}"
            + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
        "'(?i:[sdmt]|ll|ve|re)|[^\\r\\n\\p{L}\\p{N}]?+\\p{L}++|\\p{N}{1,3}+"
            + "| ?[^\\s\\p{L}\\p{N}]++[\\r\\n]*+|\\s++$|\\s*[\\r\\n]|\\s+(?!\\S)|\\s",
        "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+"
            + "(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}"
            + "\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\\p{N}{1,3}"
            + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
        "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\\r\\n\\p{L}\\p{P}\\p{S}]?"
            + "[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
        "\\p{N}{1,3}",
        "[一-龥぀-ゟ゠-ヿ]+",
        "[0-9][0-9][0-9]",
        " ?[^(\\s|[.,!?…。，、।۔،])]+",
        "\\s?\\p{L}+",
        "\\d| ?[A-Za-z]+| ?[^\\sA-Za-z\\d]+|\\s",
        "(?=(\\d{3})+(?!\\d))",
        "\\n+",
        "(?:\\p{L}\\p{M}*)+",
        "",
        " "
      })
  void publishedPatternsAreSound(String pattern) {
    Optional<String> refusal = SplitPattern.refusal(pattern);
    if (pattern.startsWith("(?=(\\d{3})+")) {
      // The thousands of some number splitters: rounds of three, tried again when a digit follows.
      assertEquals(Optional.empty(), refusal);
    }
    assertEquals(Optional.empty(), refusal, pattern);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a+)+$",
        "(a|aa)+$",
        "(a*)*b",
        "(a|a)*b",
        "(?:a?){30}b",
        "a*a*b",
        "a+a+a+b",
        "(?:a+b?)*c",
        "a{1,900}a{1,900}b",
        "(?:\\s*\\s*)*x",
        "(a{1,3})+b",
        "a{1,3}+b",
        "((((a+)+)+)+)b",
        "(?=a*a*b)c",
        "(?:(?=a*)a*)*b",
        "(a)\\1",
        "\\g<0>",
        "(?<x>a)\\k<x>",
        "(?~abc)",
        "(?(1)a|b)",
        "(*FAIL)",
        "(?x)a +b",
        "((a)",
        "a)",
        "[a",
        "\\p{L",
        "a{2000}",
        "a\\",
        "+a"
      })
  void patternsThatCanTakeForeverAreRefused(String pattern) {
    assertTrue(SplitPattern.refusal(pattern).isPresent(), pattern);
  }

  @ParameterizedTest
  @ValueSource(ints = {21, 10_000})
  void depthIsLimited(int depth) {
    String pattern = "(".repeat(depth) + ")".repeat(depth);
    assertTrue(SplitPattern.refusal(pattern).isPresent());
  }
}
